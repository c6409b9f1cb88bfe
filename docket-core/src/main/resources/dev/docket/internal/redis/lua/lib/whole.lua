-- A record whole: the hash, with the payload from wherever it is kept; empty when there is none.

local function whole(key)
  local record = redis.pcall('HGETALL', RUN .. key)
  record = record.err and {} or record
  local sid = nil
  for i = 1, #record, 2 do
    if record[i] == 'sid' and record[i + 1] ~= '' then
      sid = record[i + 1]
    end
  end
  local m = sid and message(sid)
  if m then
    record[#record + 1] = 'args'
    record[#record + 1] = m.args or ''
  end
  return record
end
