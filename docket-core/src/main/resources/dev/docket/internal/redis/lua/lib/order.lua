-- Order of arrival as one number: stream ids count milliseconds and a sequence within each.
local function order_of(sid)
  local ms, seq = string.match(sid, '^(%d+)-(%d+)$')
  return tonumber(ms) * 1000 + math.min(tonumber(seq), 999)
end
