-- Moves due executions from the schedule to the stream, at most `limit` per call. One worker moves
-- at a time: it holds {p}:promoter for a moment; the others stand by.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 limit, 4 promoter,
--      5 lease ms ('0' = move without the lease), 6 execution ttl ms, 7 failed ttl ms,
--      8 the latest due time that is meant, '' = any: when that is over, others may hold the lease
-- Result: { moved (-1 when another promotes), ms until the next due time (-1 when none is meant), next due }
--! use base, place, conclude, aside

local now, keep = clock(ARGV[1]), retention(ARGV[6], ARGV[7])
local moved, e = 0, {}
local lease = P .. 'promoter'
local latest = math.min(now, tonumber(ARGV[8]) or now)
if ARGV[5] ~= '0' and latest == now then
  local holder = call('GET', lease)
  if holder and holder ~= ARGV[4] then
    moved = -1
  else
    call('SET', lease, ARGV[4], 'PX', ARGV[5])
  end
end

local function promote(key)
  local record = RUN .. key
  local r = fields_of(key, 'task', 'args', 'gen', 'attempt', 'when', 'trace', 'state', 'epoch')
  if not r then
    return put_aside_foreign(key, {}, now, keep)
  elseif r[7] ~= 'SCHEDULED' then
    return
  elseif not (r[1] and r[2] and r[3]) then
    return put_aside(key, { task = r[1], args = r[2] }, now, keep,
      'Malformed record: it has no task, arguments or generation; add the task again')
  end
  e.key, e.task, e.args, e.gen, e.attempt = key, r[1], r[2], r[3], r[4] or '1'
  e.due, e.trace, e.epoch = r[5] or int(now), r[6] or '', r[8] or nil
  -- Its arguments are in the message now. To empty a field costs less than to delete it by a command of its own.
  call('HSET', record, 'state', 'QUEUED', 'sid', enqueue(e), 'args', '')
  if r[6] then
    call('HDEL', record, 'trace')
  end
  announce(key, 'QUEUED', now)
end

if moved == 0 then
  local due = call('ZRANGEBYSCORE', SCHEDULE, '-inf', latest, 'LIMIT', 0, ARGV[3])
  ask_who_listens(ARGV[2], due, 1, #due)
  for _, key in ipairs(due) do
    promote(key)
  end
  moved = #due
  if moved > 0 then
    call('ZREM', SCHEDULE, unpack(due))
  end
end
local next = call('ZRANGE', SCHEDULE, 0, 0, 'WITHSCORES')
if #next == 0 or latest < now then
  return { moved, -1, -1 }
end
return { moved, math.max(0, tonumber(next[2]) - now), tonumber(next[2]) }
