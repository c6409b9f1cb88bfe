-- Runs a failed execution again from its first attempt.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 due ('' = now)
-- Result: 1, or 0 when no failed execution is kept under the key
--! use base, place

local now, key = clock(ARGV[1]), ARGV[2]
local r = call('HMGET', RUN .. key, 'state', 'gen', 'epoch', 'task', 'args', 'trace')
if r[1] ~= 'FAILED' then
  return 0
end
renew_record(key, r[1], r[3])
place({ key = key, task = r[4], args = r[5] or '{}', gen = count_on(r[2]), attempt = '1',
  due = due_at(ARGV[3], now), trace = r[6] or '' }, now)
return 1
