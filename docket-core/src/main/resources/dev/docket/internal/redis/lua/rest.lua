-- What is left to do on the docket.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time)
-- Result: { ready or running, parked, scheduled, ms until the next due time (-1 none), next due }
--! use base

local next = call('ZRANGE', SCHEDULE, 0, 0, 'WITHSCORES')
local due = tonumber(next[2] or -1)
return { call('XLEN', STREAM), call('ZCARD', PARKED), call('ZCARD', SCHEDULE),
  due < 0 and -1 or math.max(0, due - clock(ARGV[1])), due }
