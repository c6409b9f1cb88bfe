-- Where an execution is kept: on the stream when it is due, on the schedule until then.
-- e: key, task, args, gen, attempt, due, trace, added (nil: now). Numbers go to Redis as text: to format one there
-- costs as much as a small command.

-- Most are a first attempt without a trace and say neither: each field of a message costs several times.
local function enqueue(e)
  if e.attempt == '1' and e.trace == '' then
    return call('XADD', STREAM, '*', 'key', e.key, 'task', e.task, 'args', e.args, 'gen', e.gen,
      'when', e.due)
  end
  return call('XADD', STREAM, '*', 'key', e.key, 'task', e.task, 'args', e.args, 'gen', e.gen,
    'when', e.due, 'attempt', e.attempt, 'trace', e.trace)
end

-- Says so on {p}:wake when this is now the earliest due time, so that a promoter can wake sooner.
local function put_on_schedule(key, due)
  call('ZADD', SCHEDULE, due, key)
  if call('ZRANGE', SCHEDULE, 0, 0)[1] == key then
    call('PUBLISH', P .. 'wake', due)
  end
end

local function place(e, now)
  local record, ready = RUN .. e.key, e.due <= now
  e.due = int(e.due)
  if ready then
    call('HSET', record, 'sid', enqueue(e), 'state', 'QUEUED', 'gen', e.gen, 'task', e.task,
      'when', e.due, 'attempt', e.attempt)
    announce(e.key, 'QUEUED', now)
  else
    call('HSET', record, 'state', 'SCHEDULED', 'gen', e.gen, 'task', e.task, 'when', e.due,
      'attempt', e.attempt, 'args', e.args, 'trace', e.trace, 'added', e.added or int(now))
    put_on_schedule(e.key, e.due)
    announce(e.key, 'SCHEDULED', now)
  end
end

-- The number after this one, as text; 1 after none.
local function count_on(number)
  return number and int((tonumber(number) or 0) + 1) or '1'
end

-- Starts the record of a key afresh: nothing of an ended or replaced run shows through, no old
-- expiry is left; generation and epoch go on counting. keep: fields and values that stay, or nil.
local function renew_record(key, old_state, epoch, keep)
  local record = RUN .. key
  if old_state then
    call('DEL', record)
    if INDEX[old_state] then
      call('ZREM', INDEX[old_state], key)
    end
  end
  if keep then
    call('HSET', record, 'epoch', epoch or '0', unpack(keep))
  elseif epoch then
    call('HSET', record, 'epoch', epoch)
  end
end
