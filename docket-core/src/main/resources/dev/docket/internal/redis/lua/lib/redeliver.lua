-- Puts a delivery that did not end back on the stream, as a new message for any worker.
-- max: how many deliveries may go without an end, or nil when this one does not count.

local function undeliverable(key, sid, m, times, now, keep, server)
  local granted, gates = unpack(call('HMGET', RUN .. key, 'granted', 'gates'))
  if granted then
    release_reserved(key, gates, tonumber(granted), server)
  end
  call('HSET', RUN .. key, 'args', m.args, 'trace', m.trace or '')
  take_away(sid)
  conclude(key, 'FAILED', now, keep, 'Undeliverable: delivered ' .. times ..
    ' times without an end; its workers died or hung while running it')
end

-- A message that no claim has looked at yet goes on as it is: it may be the only trace of its task.
local function send_on(sid)
  local entry = call('XRANGE', STREAM, sid, sid)[1]
  take_away(sid)
  call('XADD', STREAM, '*', unpack(entry[2]))
end

local function redeliver(sid, max, now, keep, lease, server)
  local m = message(sid)
  if not m then
    return take_away(sid)
  elseif not (m.key and m.task) then
    return send_on(sid)
  end
  local key = m.key
  local record, r = RUN .. key, fields_of(key, 'sid', 'held', 'cancel', 'deliveries', 'state', 'unstarted')
  if not r then
    take_away(sid)
    return put_aside_foreign(key, m, now, keep)
  elseif not r[5] and call('ZSCORE', CONTESTED, sid) then
    return take_away(sid) -- it was replaced, and what replaced it has ended and is not kept
  elseif r[1] ~= sid and (not r[5] or (not m.gen and INDEX[r[5]])) then
    return send_on(sid)
  elseif r[1] ~= sid then
    return take_away(sid)
  end
  if r[2] then
    release(cjson.decode(r[2]), lease, server)
  end
  local deliveries, unstarted, one = tonumber(r[4]) or 0, tonumber(r[6]) or 0, max and 1 or 0
  local times = deliveries + unstarted + one
  if r[3] then
    call('HSET', record, 'args', m.args)
    take_away(sid)
    conclude(key, 'CANCELLED', now, keep, '')
  elseif max and times >= max then
    undeliverable(key, sid, m, times, now, keep, server)
  else
    local life = life_of(key)
    if life.started then
      note_attempt(life)
      note(life, int(now), max and 'redelivered' or 'handed back', '')
    end
    take_away(sid)
    local moved = enqueue({ key = key, task = m.task, args = m.args, gen = m.gen or '1',
      attempt = m.attempt or '1', due = m.when or int(now), trace = m.trace or '', epoch = life.epoch or '0' })
    call('HDEL', record, 'worker', 'started', 'held', 'waited')
    call('HSET', record, 'state', 'QUEUED', 'sid', moved, 'history', life.history)
    if life.started then
      call('HSET', record, 'deliveries', deliveries + one)
    elseif max then
      call('HSET', record, 'unstarted', unstarted + one)
    end
    announce(key, 'QUEUED', now)
  end
end
