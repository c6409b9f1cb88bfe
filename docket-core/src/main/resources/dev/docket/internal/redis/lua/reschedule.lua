-- Moves a pending execution to another due time; everything else about it stays.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 due ('' = now), 4 SCHEDULED to move it only from the schedule, else ''
-- Result: 1, or 0 when nothing is pending there under the key
--! use base, place, contest, slots, history

local now, key = clock(ARGV[1]), ARGV[2]
local r = call('HMGET', RUN .. key, 'state', 'sid', 'parked', 'granted', 'gates', 'gen', 'epoch', 'task', 'args', 'attempt', 'trace')
if not is_pending(r[1]) or (ARGV[4] ~= '' and r[1] ~= ARGV[4]) then
  return 0
end
local m = r[2] and r[2] ~= '' and message(r[2]) or { args = r[9], trace = r[11] }
withdraw(key, { state = r[1], sid = r[2], parked = r[3], granted = r[4], gates = r[5] })
local life = life_of(key)
note_attempt(life)
note(life, int(now), 'rescheduled', '')
renew_record(key, r[1], r[7], kept(life))
place({ key = key, task = r[8], args = m.args, gen = count_on(r[6]), attempt = r[10],
  due = due_at(ARGV[3], now), trace = m.trace or '', epoch = r[7], added = life.added }, now)
return 1
