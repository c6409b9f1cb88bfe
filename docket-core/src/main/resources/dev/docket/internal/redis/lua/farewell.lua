-- A worker leaves: whatever was delivered to it and has not started goes back to the stream.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 consumer, 3 execution ttl ms, 4 failed ttl ms, 5 slot lease ms
-- Result: { how many went back (call again until it is 0) }, then for each execution that this ended: state, task
--! use base, place, contest, slots, conclude, aside, history, redeliver

local now, server = clock(ARGV[1]), server_ms()
local groups = call('EXISTS', STREAM) == 1 and call('XINFO', 'GROUPS', STREAM) or {}
local entries = #groups > 0 and call('XPENDING', STREAM, GROUP, '-', '+', 100, ARGV[2]) or {}
for _, entry in ipairs(entries) do
  redeliver(entry[1], nil, now, retention(ARGV[3], ARGV[4]), tonumber(ARGV[5]), server)
end
if #entries == 0 then
  if #groups > 0 then
    call('XGROUP', 'DELCONSUMER', STREAM, GROUP, ARGV[2])
  end
  call('ZREM', P .. 'workers', ARGV[2])
  call('DEL', P .. 'worker:' .. ARGV[2])
  if call('GET', P .. 'promoter') == ARGV[2] then
    call('DEL', P .. 'promoter')
    call('PUBLISH', P .. 'wake', '0')
  end
end
return with_concluded({ #entries })
