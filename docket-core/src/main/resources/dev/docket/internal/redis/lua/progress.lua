-- Writes the progress of a running execution and tells its watchers.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 epoch, 4 current, 5 total, 6 message, 7 '1' when there is a message
-- Result: 1, or 0 when the record belongs to another run, or waits for one: the next attempt begins anew
--! use base

local now, key = clock(ARGV[1]), ARGV[2]
local record = RUN .. key
local r = call('HMGET', record, 'epoch', 'state')
if r[1] ~= ARGV[3] or is_pending(r[2]) then
  return 0
end
call('HSET', record, 'progress_current', ARGV[4], 'progress_total', ARGV[5], 'progress_at', int(now))
if ARGV[7] == '1' then
  call('HSET', record, 'progress_message', ARGV[6])
else
  call('HDEL', record, 'progress_message')
end
local text = ARGV[7] == '1' and cjson.encode(ARGV[6]) or 'null'
call('PUBLISH', P .. 'progress:' .. key, '{"current":' .. ARGV[4] .. ',"total":' .. ARGV[5] ..
  ',"message":' .. text .. ',"at":' .. int(now) .. '}')
return 1
