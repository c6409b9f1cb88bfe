-- Cancels whatever is pending or running under a key.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 execution ttl ms, 4 failed ttl ms, 5 why
-- Result: { cancelled (was pending) | requested (runs; its worker is told) | nothing }, then for each execution that this ended: state, task
--! use base, contest, slots, conclude, stats

local now, key = clock(ARGV[1]), ARGV[2]
local record = RUN .. key
local r = call('HMGET', record, 'state', 'sid', 'parked', 'granted', 'gates', 'cancel', 'epoch', 'task')
if r[1] == 'RUNNING' then
  if r[6] then
    return { 'nothing' }
  end
  call('HSET', record, 'cancel', '1')
  contest(r[2])
  call('PUBLISH', P .. 'cancel', r[7] .. ' ' .. key)
  return { 'requested' }
elseif not is_pending(r[1]) then
  return { 'nothing' }
end
keep_args(key, r[2])
withdraw(key, { state = r[1], sid = r[2], parked = r[3], granted = r[4], gates = r[5] })
count_end('cancelled', r[8], server_ms())
conclude(key, 'CANCELLED', now, retention(ARGV[3], ARGV[4]), ARGV[5])
return with_concluded({ 'cancelled' })
