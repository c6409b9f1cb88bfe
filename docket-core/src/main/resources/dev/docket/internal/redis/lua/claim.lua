-- Claims deliveries that have gates, or that may have been claimed before: each starts, or is told why it does not.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 worker, 4 its consumer, 5 slot lease ms,
--      6 execution ttl ms, 7 failed ttl ms,
--      8 packed: how many, their sids, their keys, then for each the number of gates, gates of five
--      (kind, set, a, b, c), and when the next run is due if this one is dropped ('' never)
-- Result: now, then for each a tagged line:
--      'started <epoch> <1 when an earlier delivery did not end, else 0>', 'stale', 'cancelled',
--      'parked <set>', 'later <due>', 'dropped <why>',
--      then for each execution that this ended a line '<state> <task>'
--! use base, place, group, contest, elsewhere, slots, conclude, history, postpone, order, adopt, admission, stats

local now, worker, consumer, lease, server = clock(ARGV[1]), ARGV[3], ARGV[4], tonumber(ARGV[5]), nil
local stamp = int(now)
local keep = retention(ARGV[6], ARGV[7])
-- Windows of a docket whose clock is moved by hand must not be collected by the real one.
local gc = ARGV[1] == '' and 1000 or 86400000
local batch = cmsgpack.unpack(ARGV[8])
local count = tonumber(batch[1])
-- What one read brings is lost together with a master, or the last of it first.
local ours = delivery_of(batch[count + 1], consumer)
local replies = { stamp }

-- again: its worker has claimed it before and asks for the answer once more.
local function start(key, record, epoch, again)
  call('HSET', record, 'state', 'RUNNING', 'epoch', epoch, 'worker', worker, 'started', stamp)
  if not again then
    announce(key, 'RUNNING', now)
  end
end

local function claim_gated(key, sid, record, epoch, first_gate, count, next_due)
  local r = call('HMGET', record, 'when', 'attempt', 'deliveries', 'arrived', 'granted', 'debounced', 'held', 'state', 'gates')
  local e = { consumer = consumer, key = key, sid = sid, record = record, epoch = epoch, gates = {}, gc = gc,
    when = tonumber(r[1]) or now, order = order_of(sid), arrived = tonumber(r[4]) or order_of(sid),
    granted = r[5], debounced = r[6], first = (r[2] or '1') == '1' and not r[3] and r[8] ~= 'RUNNING' }
  for g = 1, count do
    local i = first_gate + (g - 1) * 5
    e.gates[g] = { kind = batch[i], set = batch[i + 1], a = tonumber(batch[i + 2]), b = tonumber(batch[i + 3]), c = tonumber(batch[i + 4]) }
  end
  server = server or server_ms()
  local vacated = r[7] and vacate(cjson.decode(r[7])) or {}
  local verdict = admit(e, now, lease, server, keep)
  if verdict and verdict[1] ~= 'parked' and e.granted then
    release_reserved(key, r[9], tonumber(e.granted), server)
  end
  if not verdict then
    local held = take(e, now, lease, server)
    call('HDEL', record, 'granted', 'arrived', 'debounced', 'cadence', 'gates', 'held')
    if #held > 0 then
      call('HSET', record, 'held', cjson.encode(held))
    end
  elseif verdict[1] == 'later' then
    postpone(key, sid, verdict[2], now, verdict.what, verdict.why)
    if e.debounced then
      call('HSET', record, 'debounced', '1', 'cadence', next_due)
    end
  elseif verdict[1] == 'dropped' then
    local m = message(sid) or { task = call('HGET', record, 'task'), args = '{}' }
    drop_message(sid)
    cancel_run(key, m, next_due, now, keep, verdict[2])
    count_end('cancelled', m.task, server)
  end
  wake_all(vacated, lease, server) -- what it has not taken again
  return verdict
end

-- Returns what is answered, after a look at the record.
local function look_and_claim(sid, key, gates, first_gate, next_due)
  local record = RUN .. key
  local r = call('HMGET', record, 'sid', 'epoch', 'deliveries', 'cancel', 'held', 'state', 'worker')
  local verdict = nil
  if not ours and is_elsewhere(sid, consumer) then
    verdict = { 'stale' }
  elseif r[1] ~= sid and not adopt(key, sid, now) then
    drop_message(sid)
    verdict = { 'stale' }
  elseif r[4] then
    if r[5] then
      release(cjson.decode(r[5]), lease, server_ms())
    end
    keep_args(key, sid)
    drop_message(sid)
    conclude(key, 'CANCELLED', now, keep, '')
    verdict = { 'cancelled' }
  else
    local epoch = count_on(r[2])
    if gates > 0 then
      verdict = claim_gated(key, sid, record, epoch, first_gate, gates, next_due)
    end
    if not verdict then
      start(key, record, epoch, r[1] == sid and r[6] == 'RUNNING' and r[7] == worker)
      return 'started ' .. epoch .. ' ' .. (r[3] and '1' or '0')
    end
  end
  return string.gsub(table.concat(verdict, ' '), '\n', ' ')
end

ask_who_listens(ARGV[2], batch, count + 2, 2 * count + 1)
local i = 2 * count + 2
for n = 1, count do
  local gates = tonumber(batch[i])
  replies[n + 1] = look_and_claim(batch[n + 1], batch[n + count + 1], gates, i + 1, batch[i + 1 + gates * 5])
  i = i + 2 + gates * 5
end
for n = 1, #concluded, 2 do
  replies[#replies + 1] = concluded[n] .. ' ' .. string.gsub(concluded[n + 1], '\n', ' ')
end
return table.concat(replies, '\n')
