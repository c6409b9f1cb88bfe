-- Sends an execution back to the schedule (or the stream, when due): its record starts afresh under the
-- next generation. No message holds it any more.
-- e: key, task, args, attempt, due, trace; what and why are noted.
local function put_off(e, now)
  local life = life_of(e.key)
  note_once(life, int(now), e.what, e.why)
  renew_record(e.key, 'RUNNING', life.epoch, kept(life))
  e.gen, e.epoch, e.added = count_on(life.gen), life.epoch, life.added
  place(e, now)
end

-- The same for a delivery that has not run: its payload is taken from the message, which goes.
local function postpone(key, sid, due, now, what, why)
  local m = message(sid)
  drop_message(sid)
  put_off({ key = key, task = m.task, args = m.args, attempt = m.attempt or '1', due = due,
    trace = m.trace or '', what = what, why = why }, now)
end

-- The same for a run of a recurring task that is cancelled without a start: the next one keeps the cadence.
-- due: of the next run, as text.
local function skip_run(key, m, due, now, what, why)
  announce(key, 'CANCELLED', now)
  put_off({ key = key, task = m.task, args = m.args, attempt = '1', due = due_at(due, now),
    trace = m.trace or '', what = what, why = why }, now)
end
