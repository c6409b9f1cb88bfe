-- Sends an execution that a message holds back to the schedule (or the stream, when due):
-- the message goes, the record starts afresh under the next generation, all in one step.
-- e: key, task, args, attempt, due, trace.
local function postpone(e, sid, now)
  local old = call('HMGET', RUN .. e.key, 'gen', 'epoch')
  drop_message(sid)
  renew_record(e.key, 'RUNNING', old[2])
  e.gen = count_on(old[1])
  place(e, now)
end

-- The same for a delivery that has not run: its payload is taken from the message.
local function postpone_delivery(key, sid, due, now)
  local m = message(sid)
  postpone({ key = key, task = m.task, args = m.args, attempt = m.attempt or '1', due = due,
    trace = m.trace or '' }, sid, now)
end
