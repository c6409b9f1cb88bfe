-- Moves due executions from the schedule to the stream, at most `limit` per call. One worker moves
-- at a time: it holds {p}:promoter for a moment; the others stand by.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | all, 3 limit, 4 promoter,
--      5 lease ms ('0' = move without the lease)
-- Result: { moved (-1 when another promotes), ms until the next due time (-1 when there is none), next due }
--! use base, place

local now = clock(ARGV[1])
local moved = 0
local lease = P .. 'promoter'
if ARGV[5] ~= '0' then
  local holder = call('GET', lease)
  if holder and holder ~= ARGV[4] then
    moved = -1
  else
    call('SET', lease, ARGV[4], 'PX', ARGV[5])
  end
end

local function promote(key)
  local record = RUN .. key
  local r = call('HMGET', record, 'task', 'args', 'gen', 'attempt', 'when', 'trace', 'state')
  if r[7] ~= 'SCHEDULED' then
    return
  end
  local sid = enqueue({ key = key, task = r[1], args = r[2], gen = r[3], attempt = r[4], due = r[5], trace = r[6] })
  call('HDEL', record, 'args', 'trace')
  call('HSET', record, 'state', 'QUEUED', 'sid', sid)
  announce(key, 'QUEUED', now)
end

if moved == 0 then
  local due = call('ZRANGEBYSCORE', SCHEDULE, '-inf', now, 'LIMIT', 0, ARGV[3])
  ask_who_listens(ARGV[2], due)
  for _, key in ipairs(due) do
    promote(key)
  end
  moved = #due
  if moved > 0 then
    call('ZREM', SCHEDULE, unpack(due))
  end
end
local next = call('ZRANGE', SCHEDULE, 0, 0, 'WITHSCORES')
if #next == 0 then
  return { moved, -1, -1 }
end
return { moved, math.max(0, tonumber(next[2]) - now), tonumber(next[2]) }
