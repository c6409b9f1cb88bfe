-- Sends an execution that a message holds back to the schedule (or the stream, when due):
-- the message goes, the record starts afresh under the next generation, all in one step.
-- e: key, task, args, attempt, due, trace; what and why are noted.
local function postpone(e, sid, now)
  local life = life_of(e.key)
  note_once(life, int(now), e.what, e.why)
  drop_message(sid)
  renew_record(e.key, 'RUNNING', life.epoch, kept(life))
  e.gen, e.added = count_on(life.gen), life.added
  place(e, now)
end

-- The same for a delivery that has not run: its payload is taken from the message.
local function postpone_delivery(key, sid, due, now, what, why)
  local m = message(sid)
  postpone({ key = key, task = m.task, args = m.args, attempt = m.attempt or '1', due = due,
    trace = m.trace or '', what = what, why = why }, sid, now)
end
