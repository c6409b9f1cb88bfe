-- Claims a batch of deliveries: each starts, or is told why it does not.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 worker, 3 slot lease ms, 4 execution ttl ms, 5 failed ttl ms,
--      6 how many, then for each: sid, key, number of gates, gates of five (kind, set, a, b, c)
-- Result: now, then for each a tagged line:
--      'started <epoch> <deliveries>', 'stale', 'cancelled', 'parked <set>', 'later <due>', 'dropped <why>'
--! use base, place, slots, conclude, postpone, order, admission, stats

local now, worker, lease, server = clock(ARGV[1]), ARGV[2], tonumber(ARGV[3]), nil
local keep = retention(ARGV[4], ARGV[5])
-- Windows of a docket whose clock is moved by hand must not be collected by the real one.
local gc = ARGV[1] == '' and 1000 or 86400000
local replies = { int(now) }

-- A message without a record was written by a plain XADD, or has outlived its record: it counts.
local function adopt(key, sid)
  local record, m = P .. 'run:' .. key, message(sid)
  local state = call('HGET', record, 'state')
  if not m or (state and (m.gen or not INDEX[state])) then
    return false
  end
  renew_record(key, state)
  call('HSET', record, 'state', 'QUEUED', 'gen', m.gen or 1, 'task', m.task, 'when', m.when or now,
    'attempt', m.attempt or 1, 'sid', sid)
  return true
end

local function start(key, record, epoch)
  call('HSET', record, 'state', 'RUNNING', 'epoch', epoch, 'worker', worker, 'started', now)
  announce(key, 'RUNNING', now)
end

local function claim_gated(key, sid, record, epoch, first_gate, count)
  local r = call('HMGET', record, 'when', 'attempt', 'deliveries', 'arrived', 'granted', 'debounced', 'held', 'state', 'gates')
  local e = { key = key, sid = sid, record = record, epoch = epoch, gates = {}, gc = gc,
    when = tonumber(r[1]) or now, order = order_of(sid), arrived = tonumber(r[4]) or order_of(sid),
    granted = r[5], debounced = r[6], first = (r[2] or '1') == '1' and not r[3] and r[8] ~= 'RUNNING' }
  for g = 1, count do
    local i = first_gate + (g - 1) * 5
    e.gates[g] = { kind = ARGV[i], set = ARGV[i + 1], a = tonumber(ARGV[i + 2]), b = tonumber(ARGV[i + 3]), c = tonumber(ARGV[i + 4]) }
  end
  server = server or server_ms()
  if r[7] then
    release(cjson.decode(r[7]), lease, server)
  end
  local verdict = admit(e, now, lease, server, keep)
  if verdict and verdict[1] ~= 'parked' and e.granted then
    release_reserved(key, r[9], tonumber(e.granted), server)
  end
  if not verdict then
    local held = take(e, now, lease, server)
    call('HDEL', record, 'granted', 'arrived', 'debounced', 'gates', 'held')
    if #held > 0 then
      call('HSET', record, 'held', cjson.encode(held))
    end
  elseif verdict[1] == 'later' then
    postpone_delivery(key, sid, verdict[2], now)
    if e.debounced then
      call('HSET', record, 'debounced', '1')
    end
  elseif verdict[1] == 'dropped' then
    drop_message(sid)
    count_end('cancelled', call('HGET', record, 'task'), server)
    conclude(key, 'CANCELLED', now, keep, verdict[2])
  end
  return verdict
end

local i = 7
for n = 1, tonumber(ARGV[6]) do
  local sid, key, gates = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])
  local record = P .. 'run:' .. key
  local r = call('HMGET', record, 'sid', 'epoch', 'deliveries', 'cancel')
  local verdict = nil
  if r[1] ~= sid and not adopt(key, sid) then
    drop_message(sid)
    verdict = { 'stale' }
  elseif r[4] then
    drop_message(sid)
    conclude(key, 'CANCELLED', now, keep, '')
    verdict = { 'cancelled' }
  else
    local epoch = (tonumber(r[2]) or 0) + 1
    if gates > 0 then
      verdict = claim_gated(key, sid, record, epoch, i + 3, gates)
    end
    if not verdict then
      start(key, record, epoch)
      verdict = { 'started', int(epoch), r[3] or '0' }
    end
  end
  replies[n + 1] = table.concat(verdict, ' ')
  i = i + 3 + gates * 5
end
return replies
