-- The concurrency sets in use.
-- KEYS 1 {p}:stream
-- ARGV 1 cursor ('0' first), 2 about how many, 3 waiters to name per set, 0 for all
-- Result: { next cursor, then for each set as in lib/limits.lua }
--! use base, contest, slots, limits

local page = call('HSCAN', SETS, ARGV[1], 'COUNT', ARGV[2])
local reply, server = { page[1] }, int(server_ms())
for i = 1, #page[2], 2 do
  tell(reply, page[2][i], page[2][i + 1], ARGV[3], server)
end
return reply
