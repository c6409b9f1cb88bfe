-- Deliveries of tasks that this worker does not know: they wait a growing time for one that does,
-- and fail after an hour in which no live worker knew them.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 consumer, 3 execution ttl ms, 4 failed ttl ms, 5 patience ms,
--      6 how many, then for each: sid, key
-- Result: for each: left | failed | stale, then for each execution that this ended: state, task
--! use base, place, group, contest, elsewhere, slots, conclude, history, postpone, adopt, stats, known

local now, server, keep = clock(ARGV[1]), server_ms(), retention(ARGV[3], ARGV[4])

local function bounce(sid, key)
  local record, m = RUN .. key, message(sid)
  if is_elsewhere(sid, ARGV[2]) then
    return 'stale'
  end
  if not m or (call('HGET', record, 'sid') ~= sid and not adopt(key, sid, now)) then
    drop_message(sid)
    return 'stale'
  end
  local r = call('HMGET', record, 'sid', 'bounces', 'unknown', 'granted', 'gates')
  if r[4] then
    release_reserved(key, r[5], tonumber(r[4]), server)
  end
  local known = known_by_a_live_worker(m.task, server)
  local since, bounces = tonumber(r[3]) or now, (tonumber(r[2]) or 0) + 1
  if known then
    since = now
  elseif now - since >= tonumber(ARGV[5]) then
    call('HSET', record, 'task', m.task, 'args', m.args, 'trace', m.trace or '')
    drop_message(sid)
    count_end('failed', m.task, server)
    conclude(key, 'FAILED', now, keep, 'Unknown task: no live worker has known ' .. m.task ..
      ' for an hour; register a handler for it and requeue ' .. key)
    return 'failed'
  end
  local delay = math.min(known and 1000 or LONGEST_BOUNCE, 50 * 2 ^ math.min(bounces, 20))
  postpone(key, sid, now + delay, now, 'unknown', m.task)
  call('HSET', record, 'bounces', bounces, 'unknown', int(since))
  return 'left'
end

local replies = {}
for n = 1, tonumber(ARGV[6]) do
  replies[n] = bounce(ARGV[5 + n * 2], ARGV[6 + n * 2])
end
return with_concluded(replies)
