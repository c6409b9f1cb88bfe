-- Deliveries of tasks that this worker does not know: they wait a growing time for one that does,
-- and fail after an hour in which no live worker knew them.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 patience ms, 5 how many, then for each: sid, key
-- Result: for each: left | failed | stale, then for each execution that this ended: state, task
--! use base, place, slots, conclude, history, postpone, stats

local now, server, keep = clock(ARGV[1]), server_ms(), retention(ARGV[2], ARGV[3])

local function known_by_a_live_worker(task)
  local word = cjson.encode(task)
  for _, consumer in ipairs(call('ZRANGE', P .. 'workers', 0, -1)) do
    local r = call('HMGET', P .. 'worker:' .. consumer, 'tasks', 'silence')
    local seen = tonumber(call('ZSCORE', P .. 'workers', consumer))
    if r[1] and server - seen <= tonumber(r[2]) and string.find(r[1], word, 1, true) then
      return true
    end
  end
  return false
end

local function bounce(sid, key)
  local record, m = RUN .. key, message(sid)
  local r = call('HMGET', record, 'sid', 'bounces', 'unknown', 'granted', 'gates')
  if not m or (r[1] and r[1] ~= sid) then
    drop_message(sid)
    return 'stale'
  end
  if r[4] then
    release_reserved(key, r[5], tonumber(r[4]), server)
  end
  local known = known_by_a_live_worker(m.task)
  local since, bounces = tonumber(r[3]) or now, (tonumber(r[2]) or 0) + 1
  if known then
    since = now
  elseif now - since >= tonumber(ARGV[4]) then
    call('HSET', record, 'task', m.task, 'args', m.args, 'trace', m.trace or '')
    drop_message(sid)
    count_end('failed', m.task, server)
    conclude(key, 'FAILED', now, keep, 'Unknown task: no live worker has known ' .. m.task ..
      ' for an hour; register a handler for it and requeue ' .. key)
    return 'failed'
  end
  local delay = math.min(known and 1000 or 30000, 50 * 2 ^ math.min(bounces, 20))
  postpone_delivery(key, sid, now + delay, now, 'unknown', m.task)
  call('HSET', record, 'bounces', bounces, 'unknown', int(since))
  return 'left'
end

local replies = {}
for n = 1, tonumber(ARGV[5]) do
  replies[n] = bounce(ARGV[4 + n * 2], ARGV[5 + n * 2])
end
return with_concluded(replies)
