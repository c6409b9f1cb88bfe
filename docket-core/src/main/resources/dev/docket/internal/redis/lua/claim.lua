-- Claims a batch of deliveries: each starts, or is told why it does not.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | all, 3 worker, 4 slot lease ms,
--      5 execution ttl ms, 6 failed ttl ms,
--      7 packed: for each sid, key, number of gates, gates of five (kind, set, a, b, c)
-- Result: now, then for each a tagged line:
--      'started <epoch> <1 when an earlier delivery did not end, else 0>', 'stale', 'cancelled', 'parked <set>', 'later <due>', 'dropped <why>',
--      then for each execution that this ended a line '<state> <task>'
--! use base, place, slots, conclude, history, postpone, order, admission, stats

local now, worker, lease, server = clock(ARGV[1]), ARGV[3], tonumber(ARGV[4]), nil
local stamp = int(now)
local keep = retention(ARGV[5], ARGV[6])
-- Windows of a docket whose clock is moved by hand must not be collected by the real one.
local gc = ARGV[1] == '' and 1000 or 86400000
local batch = cmsgpack.unpack(ARGV[7])
local replies = { stamp }

-- A message without a record was written by a plain XADD, or has outlived its record: it counts.
local function adopt(key, sid)
  local record, m = RUN .. key, message(sid)
  local state = call('HGET', record, 'state')
  if not m or (state and (m.gen or not INDEX[state])) then
    return false
  end
  renew_record(key, state)
  call('HSET', record, 'state', 'QUEUED', 'gen', m.gen or '1', 'task', m.task, 'when', m.when or stamp,
    'attempt', m.attempt or '1', 'sid', sid)
  return true
end

local function start(key, record, epoch)
  call('HSET', record, 'state', 'RUNNING', 'epoch', epoch, 'worker', worker, 'started', stamp)
  announce(key, 'RUNNING', now)
end

local function claim_gated(key, sid, record, epoch, first_gate, count)
  local r = call('HMGET', record, 'when', 'attempt', 'deliveries', 'arrived', 'granted', 'debounced', 'held', 'state', 'gates')
  local e = { worker = worker, key = key, sid = sid, record = record, epoch = epoch, gates = {}, gc = gc,
    when = tonumber(r[1]) or now, order = order_of(sid), arrived = tonumber(r[4]) or order_of(sid),
    granted = r[5], debounced = r[6], first = (r[2] or '1') == '1' and not r[3] and r[8] ~= 'RUNNING' }
  for g = 1, count do
    local i = first_gate + (g - 1) * 5
    e.gates[g] = { kind = batch[i], set = batch[i + 1], a = tonumber(batch[i + 2]), b = tonumber(batch[i + 3]), c = tonumber(batch[i + 4]) }
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
    postpone_delivery(key, sid, verdict[2], now, verdict.what, verdict.why)
    if e.debounced then
      call('HSET', record, 'debounced', '1')
    end
  elseif verdict[1] == 'dropped' then
    keep_args(key, sid)
    drop_message(sid)
    count_end('cancelled', call('HGET', record, 'task'), server)
    conclude(key, 'CANCELLED', now, keep, verdict[2])
  end
  return verdict
end

local keys, i = {}, 1
while batch[i] do
  keys[#keys + 1] = batch[i + 1]
  i = i + 3 + batch[i + 2] * 5
end
ask_who_listens(ARGV[2], keys)

i = 1
for n, key in ipairs(keys) do
  local sid, gates = batch[i], tonumber(batch[i + 2])
  local record = RUN .. key
  local r = call('HMGET', record, 'sid', 'epoch', 'deliveries', 'cancel')
  local verdict = nil
  if r[1] ~= sid and not adopt(key, sid) then
    drop_message(sid)
    verdict = { 'stale' }
  elseif r[4] then
    keep_args(key, sid)
    drop_message(sid)
    conclude(key, 'CANCELLED', now, keep, '')
    verdict = { 'cancelled' }
  else
    local epoch = count_on(r[2])
    if gates > 0 then
      verdict = claim_gated(key, sid, record, epoch, i + 3, gates)
    end
    if not verdict then
      start(key, record, epoch)
      replies[n + 1] = 'started ' .. epoch .. ' ' .. (r[3] and '1' or '0')
    end
  end
  if verdict then
    replies[n + 1] = string.gsub(table.concat(verdict, ' '), '\n', ' ')
  end
  i = i + 3 + gates * 5
end
for n = 1, #concluded, 2 do
  replies[#replies + 1] = concluded[n] .. ' ' .. string.gsub(concluded[n + 1], '\n', ' ')
end
return table.concat(replies, '\n')
