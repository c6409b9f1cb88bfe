-- Says that a worker lives, what it can run and how busy it is.
-- KEYS 1 {p}:stream
-- ARGV 1 consumer, 2 name, 3 concurrency, 4 running, 5 silence ms after which it counts as dead,
--      6 delivery lease ms, 7 its tasks as a JSON list ('' = as told before), 8 what they are like, as JSON,
--      9 ms between heartbeats
-- Result: 1, or 0 when its tasks have to be told again
--! use base

local worker = P .. 'worker:' .. ARGV[1]
if ARGV[7] == '' and call('HEXISTS', worker, 'tasks') == 0 then
  return 0
end
if ARGV[7] ~= '' then
  -- From the start of the stream, so that nothing added before there was a group is passed over.
  redis.pcall('XGROUP', 'CREATE', STREAM, GROUP, '0', 'MKSTREAM')
  call('HSET', worker, 'name', ARGV[2], 'tasks', ARGV[7], 'lease', ARGV[6], 'silence', ARGV[5],
    'described', ARGV[8])
end
call('HSET', worker, 'concurrency', ARGV[3], 'running', ARGV[4])
call('PEXPIRE', worker, ARGV[5] * 10)
-- Who lives and was not heard for long tells that Redis was away, for others too: nobody counts as
-- dead before all have had the time to be heard again.
local server, before = server_ms(), call('ZSCORE', P .. 'workers', ARGV[1])
if before and server - before > math.max(ARGV[5] / 2, ARGV[9] * 2.5) then
  call('SET', P .. 'awake', server, 'PX', ARGV[5])
end
call('ZADD', P .. 'workers', server, ARGV[1])
call('EXPIRE', P .. 'workers', 86400)
return 1
