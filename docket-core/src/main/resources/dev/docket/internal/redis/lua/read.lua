-- Reads records whole: the hash, with the payload from wherever it is kept.
-- KEYS 1 {p}:stream
-- ARGV keys
-- Result: for each: { field, value, … }, empty when there is no record
--! use base

local replies = {}
for n, key in ipairs(ARGV) do
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
  replies[n] = record
end
return replies
