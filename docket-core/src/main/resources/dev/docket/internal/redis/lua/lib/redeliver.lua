-- Puts a delivery that did not end back on the stream, as a new message for any worker.
-- max: how many deliveries may go without an end, or nil when this one does not count.

local function undeliverable(key, sid, m, times, now, keep)
  call('HSET', RUN .. key, 'args', m.args, 'trace', m.trace or '')
  drop_message(sid)
  conclude(key, 'FAILED', now, keep, 'Undeliverable: delivered ' .. times ..
    ' times without an end; its workers died or hung while running it')
end

-- A message that no claim has looked at yet goes on as it is: it may be the only trace of its task.
local function send_on(sid)
  local entry = call('XRANGE', STREAM, sid, sid)[1]
  drop_message(sid)
  call('XADD', STREAM, '*', unpack(entry[2]))
end

local function redeliver(sid, max, now, keep, lease, server)
  local m = message(sid)
  if not m then
    return drop_message(sid)
  elseif not (m.key and m.task) then
    return send_on(sid)
  end
  local key = m.key
  local record, r = RUN .. key, fields_of(key, 'sid', 'held', 'cancel', 'deliveries', 'state')
  if not r then
    drop_message(sid)
    return put_aside_foreign(key, m, now, keep)
  elseif r[1] ~= sid and (not r[5] or (not m.gen and INDEX[r[5]])) then
    return send_on(sid)
  elseif r[1] ~= sid then
    return drop_message(sid)
  end
  if r[2] then
    release(cjson.decode(r[2]), lease, server)
  end
  local times = (tonumber(r[4]) or 0) + (max and 1 or 0)
  if r[3] then
    call('HSET', record, 'args', m.args)
    drop_message(sid)
    conclude(key, 'CANCELLED', now, keep, '')
  elseif max and times >= max then
    undeliverable(key, sid, m, times, now, keep)
  else
    local life = life_of(key)
    if life.started then
      note_attempt(life)
      note(life, int(now), max and 'redelivered' or 'handed back', '')
    end
    drop_message(sid)
    local moved = enqueue({ key = key, task = m.task, args = m.args, gen = m.gen or '1',
      attempt = m.attempt or '1', due = m.when or int(now), trace = m.trace or '' })
    call('HDEL', record, 'worker', 'started', 'held', 'waited')
    call('HSET', record, 'state', 'QUEUED', 'sid', moved, 'history', life.history)
    if max or life.started then
      call('HSET', record, 'deliveries', times)
    end
    announce(key, 'QUEUED', now)
  end
end
