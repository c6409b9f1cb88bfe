-- The concurrency sets in use with the longest lines; after those with a line some without, at a cost
-- that the number of sets does not raise.
-- KEYS 1 {p}:stream
-- ARGV 1 how many, 2 waiters to name per set
-- Result: { number of all sets, then for each set as in lib/limits.lua }
--! use base, contest, slots, limits

local most, server, told = tonumber(ARGV[1]), int(server_ms()), {}
local reply = { call('HLEN', SETS) }

local function add(set, max)
  if max and most > 0 and not told[set] then
    told[set] = true
    most = most - 1
    tell(reply, set, max, ARGV[2], server)
  end
end

for _, set in ipairs(call('ZREVRANGE', LINES, 0, most - 1)) do
  add(set, call('HGET', SETS, set))
end
if most > 0 then
  local page = call('HSCAN', SETS, '0', 'COUNT', 2 * ARGV[1])[2]
  for i = 1, #page, 2 do
    add(page[i], page[i + 1])
  end
end
return reply
