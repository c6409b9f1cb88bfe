-- Runs a failed execution again from its first attempt.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 due ('' = now)
-- Result: 1, or 0 when no failed execution is kept under the key
--! use base, place, history

local now, key = clock(ARGV[1]), ARGV[2]
local r = call('HMGET', RUN .. key, 'state', 'gen', 'epoch', 'task', 'args', 'trace', 'finished', 'error')
if r[1] ~= 'FAILED' then
  return 0
end
local life = life_of(key)
note_attempt(life)
note(life, r[7] or int(now), 'failed', r[8])
note(life, int(now), 'requeued', '')
life.failure = {}
renew_record(key, r[1], r[3], kept(life))
place({ key = key, task = r[4], args = r[5] or '{}', gen = count_on(r[2]), attempt = '1',
  due = due_at(ARGV[3], now), trace = r[6] or '', epoch = r[3], added = life.added }, now)
return 1
