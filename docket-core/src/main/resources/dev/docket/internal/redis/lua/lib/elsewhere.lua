-- A master that takes over may not know of the last reads: what they brought comes again, mostly to other workers.

local function comes_after(sid, other)
  local ms, seq = string.match(sid, '^(%d+)-(%d+)$')
  local other_ms, other_seq = string.match(other, '^(%d+)-(%d+)$')
  if ms ~= other_ms then
    return tonumber(ms) > tonumber(other_ms)
  end
  return tonumber(seq) > tonumber(other_seq)
end

-- Whether a delivery is not with this worker any more: its message has come to another, or will come to one.
local function is_elsewhere(sid, consumer)
  local delivery, last = delivery_of(sid), last_delivered()
  if delivery then
    return delivery[2] ~= consumer
  end
  return last and comes_after(sid, last)
end
