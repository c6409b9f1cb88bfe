-- What becomes of a run that has ended, and what was told of one that is settled again.

-- state: '' when the attempt is retried.
local function step_of(state)
  return state == '' and 'retry' or string.lower(state)
end

local function word_of(state)
  return state == 'CANCELLED' and 'cancelled' or 'ended'
end

-- The next run of a key: the retry of this one, or the successor of a recurring task.
-- fields: what the record keeps of this one.
local function schedule_next(key, epoch, state, due, attempt, fields, now)
  local life = life_of(key)
  note_attempt(life)
  note(life, int(now), step_of(state), fields.error)
  life.failure = fields.error and { 'last_error', fields.error, 'last_type', fields.error_type,
    'last_stack', fields.error_stack } or {}
  renew_record(key, 'RUNNING', epoch, kept(life))
  place({ key = key, task = life.task, args = fields.args, gen = count_on(life.gen), epoch = epoch,
    attempt = attempt, due = due, trace = fields.trace or '', added = life.added }, now)
end

-- What an earlier call, whose answer was lost, was told, as far as the record shows it.
local function answered_before(run, r, keep)
  local there = call('HMGET', RUN .. run.key, 'state', 'history')
  if r[1] == '' and r[2] == run.epoch and INDEX[there[1]] then
    return word_of(there[1])
  elseif run.contested then
    return nil
  elseif not there[1] then
    return run.due == '' and keep[run.state] == 0 and word_of(run.state)
  end
  return run.due ~= '' and r[2] == run.epoch and last_step(there[2] or '') == step_of(run.state) and 'again'
end

-- What is told of a run that is not this worker's any more. Where nobody has taken it away, an earlier call has
-- settled and counted it.
-- run: key, sid, epoch, state, due, contested, stats (see uncount_run); r: sid and epoch of the record.
local function look_back(run, r, keep, minute)
  local before = answered_before(run, r, keep)
  if before or (r[1] ~= run.sid and not run.contested) then
    uncount_run(minute, run.stats)
  end
  return before or 'superseded'
end
