-- Where an execution is kept: on the stream when it is due, on the schedule until then.
-- e: key, task, args, gen, attempt, due (nil: now, by the server's clock), trace, epoch (nil: never claimed),
-- added (nil: now). Numbers go to Redis as text.

-- Most are a first attempt without a trace, and many due at once, which the id of their message tells: each field
-- of a message costs several times.
local function enqueue(e)
  local more = {}
  if e.attempt ~= '1' then
    more[1], more[2] = 'attempt', e.attempt
  end
  if e.trace ~= '' then
    more[#more + 1], more[#more + 2] = 'trace', e.trace
  end
  if e.epoch then
    more[#more + 1], more[#more + 2] = 'epoch', e.epoch
  end
  if e.due then
    return call('XADD', STREAM, '*', 'key', e.key, 'task', e.task, 'args', e.args, 'gen', e.gen,
      'when', e.due, unpack(more))
  end
  return call('XADD', STREAM, '*', 'key', e.key, 'task', e.task, 'args', e.args, 'gen', e.gen, unpack(more))
end

-- Says so on {p}:wake when this is now the earliest due time, so that a promoter can wake sooner.
local function put_on_schedule(key, due)
  call('ZADD', SCHEDULE, due, key)
  if call('ZRANGE', SCHEDULE, 0, 0)[1] == key then
    call('PUBLISH', P .. 'wake', due)
  end
end

local function place(e, now)
  local record, ready = RUN .. e.key, not e.due or e.due <= now
  e.due = e.due and int(e.due)
  if ready then
    local sid = enqueue(e)
    call('HSET', record, 'sid', sid, 'state', 'QUEUED', 'gen', e.gen, 'task', e.task,
      'when', e.due or ms_of(sid), 'attempt', e.attempt)
    announce(e.key, 'QUEUED', now)
    return
  end
  call('HSET', record, 'state', 'SCHEDULED', 'gen', e.gen, 'task', e.task, 'when', e.due,
    'attempt', e.attempt, 'args', e.args, 'added', e.added or int(now))
  if e.trace ~= '' then
    call('HSET', record, 'trace', e.trace)
  end
  put_on_schedule(e.key, e.due)
  announce(e.key, 'SCHEDULED', now)
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
  if epoch then
    call('HSET', record, 'epoch', epoch, unpack(keep or {}))
  elseif keep then
    call('HSET', record, unpack(keep))
  end
end
