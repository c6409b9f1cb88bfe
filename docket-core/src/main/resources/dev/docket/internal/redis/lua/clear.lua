-- Removes pending work (scheduled, queued, parked), a bounded number per call; what runs stays.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 limit, 5 stream cursor ('-' first)
-- Result: { removed, next stream cursor ('' when everything has been seen) },
--      then for each execution that this ended: state, task
--! use base, contest, slots, conclude

local now, keep, limit = clock(ARGV[1]), retention(ARGV[2], ARGV[3]), tonumber(ARGV[4])
local removed = 0

local function remove(key)
  local r = fields_of(key, 'state', 'sid', 'parked', 'granted', 'gates')
  if r and is_pending(r[1]) then
    keep_args(key, r[2])
    withdraw(key, { state = r[1], sid = r[2], parked = r[3], granted = r[4], gates = r[5] })
    conclude(key, 'CANCELLED', now, keep, 'cleared')
    removed = removed + 1
  end
end

for _, key in ipairs(call('ZRANGE', PARKED, 0, limit - 1)) do
  remove(key)
  call('ZREM', PARKED, key)
end
for _, key in ipairs(call('ZRANGE', SCHEDULE, 0, limit - removed - 1)) do
  remove(key)
  call('ZREM', SCHEDULE, key)
end
if removed >= limit then
  return with_concluded({ removed, ARGV[5] })
end
local entries = call('XRANGE', STREAM, ARGV[5], '+', 'COUNT', limit)
for _, entry in ipairs(entries) do
  local m = message(entry[1])
  if m and m.key and (fields_of(m.key, 'sid') or {})[1] == entry[1] then
    remove(m.key)
  end
end
if #entries < limit then
  return with_concluded({ removed, '' })
end
return with_concluded({ removed, '(' .. entries[#entries][1] })
