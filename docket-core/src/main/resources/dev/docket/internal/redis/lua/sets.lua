-- The concurrency sets in use.
-- KEYS 1 {p}:stream
-- ARGV 1 cursor ('0' first), 2 about how many, 3 waiters to name per set, 0 for all
-- Result: { next cursor, set, max, { member, lapse, … }, { waiter, … }, number of waiters, … }
--! use base, slots

local page = call('HSCAN', SETS, ARGV[1], 'COUNT', ARGV[2])
local reply, server = { page[1] }, int(server_ms())
for i = 1, #page[2], 2 do
  local set = page[2][i]
  reply[#reply + 1] = set
  reply[#reply + 1] = page[2][i + 1]
  reply[#reply + 1] = call('ZRANGEBYSCORE', slots_of(set), server, '+inf', 'WITHSCORES')
  reply[#reply + 1] = call('ZRANGE', waiters_of(set), 0, ARGV[3] - 1)
  reply[#reply + 1] = call('ZCARD', waiters_of(set))
end
return reply
