-- Finds what dead or hung workers left: their deliveries go back to the stream, their places are
-- freed, their consumers forgotten. One sweep at a time for the whole fleet, and a bounded one.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 sweeper, 3 ms between sweeps (half of those between heartbeats),
--      4 max deliveries, 5 execution ttl ms, 6 failed ttl ms, 7 slot lease ms, 8 silence ms after which an unknown consumer counts as dead,
--      9 budget, 10 offset into the parked executions
-- Result: { redelivered (-1 when another worker swept just now, or this one may not), number of parked
--      executions }, then for each execution that this ended: state, task
--! use base, place, contest, slots, conclude, aside, history, redeliver, lost

local now, server = clock(ARGV[1]), server_ms()
local keep, lease, left = retention(ARGV[5], ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[9])
-- A sweeper that was not heard itself is no judge of others: Redis was away, or it was.
local heard = tonumber(call('ZSCORE', P .. 'workers', ARGV[2]) or 0)
if server - heard > math.max(ARGV[8] / 2, ARGV[3] * 5) then
  return { -1, 0 }
end
local awake = tonumber(call('GET', P .. 'awake') or 0)
if not call('SET', P .. 'sweeping', ARGV[2], 'NX', 'PX', ARGV[3]) or call('EXISTS', STREAM) == 0 then
  return { -1, 0 }
end

local function redeliver_idle(consumer, idle)
  local found = call('XPENDING', STREAM, GROUP, 'IDLE', idle, '-', '+', left, consumer)
  for _, entry in ipairs(found) do
    redeliver(entry[1], tonumber(ARGV[4]), now, keep, lease, server)
  end
  left = left - #found
  return #found
end

local function forget(consumer)
  local empty = #call('XPENDING', STREAM, GROUP, '-', '+', 1, consumer) == 0
  if empty then
    call('XGROUP', 'DELCONSUMER', STREAM, GROUP, consumer)
    call('ZREM', P .. 'workers', consumer)
    call('DEL', P .. 'worker:' .. consumer)
  end
  return empty
end

local function look_at(consumer, pending, idle)
  local seen = tonumber(call('ZSCORE', P .. 'workers', consumer) or 0)
  local r = call('HMGET', P .. 'worker:' .. consumer, 'silence', 'lease')
  if server - math.max(seen, awake) > (tonumber(r[1]) or tonumber(ARGV[8])) then
    -- A consumer that never said it lives may be about to: only what has been idle for as long.
    local taken = redeliver_idle(consumer, seen == 0 and ARGV[8] or 0)
    -- One that was never heard and held nothing is what a read leaves that came after the farewell.
    if (forget(consumer) and seen > 0) or taken > 0 then
      note_lost(consumer, seen, seen > 0 and seen or server - idle, taken, server)
    end
  elseif pending > 0 and r[2] and awake == 0 then
    redeliver_idle(consumer, r[2])
  end
end

local groups = call('XINFO', 'GROUPS', STREAM)
if #groups > 0 then
  for _, info in ipairs(call('XINFO', 'CONSUMERS', STREAM, GROUP)) do
    if left > 0 then
      look_at(info[2], info[4], info[6])
    end
  end
  -- Who never got anything is no consumer yet.
  for _, consumer in ipairs(call('ZRANGEBYSCORE', P .. 'workers', '-inf', int(server - ARGV[8]), 'LIMIT', 0, ARGV[9])) do
    if left > 0 then
      look_at(consumer, 0, 0)
    end
  end
end

-- Places whose holder let its lease lapse are filled from the line without any new traffic.
for _, key in ipairs(call('ZRANGE', PARKED, ARGV[10], ARGV[10] + ARGV[9])) do
  local r = fields_of(key, 'parked', 'gates', 'task', 'args')
  if r and r[1] and r[2] and r[3] and r[4] then
    expire_slots(r[1], lease, server)
    wake(r[1], lease, server)
  else
    call('ZREM', PARKED, key)
    if not r then
      put_aside_foreign(key, {}, now, keep)
    elseif r[1] then
      put_aside(key, { task = r[3], args = r[4] }, now, keep,
        'Malformed record: it waits for a slot without gates, task or arguments; add the task again')
    end
  end
end
for _, set in ipairs(call('HRANDFIELD', SETS, 20)) do
  expire_slots(set, lease, server)
  measure(set) -- an older version may have left that out
  if call('EXISTS', slots_of(set), waiters_of(set)) == 0 then
    call('HDEL', SETS, set)
  end
end
-- Ended executions whose record has expired leave the lists; the oldest expire first.
for _, index in pairs(INDEX) do
  for _, key in ipairs(call('ZRANGE', index, 0, 49)) do
    if call('EXISTS', RUN .. key) == 1 then
      break
    end
    call('ZREM', index, key)
  end
end
return with_concluded({ tonumber(ARGV[9]) - left, call('ZCARD', PARKED) })
