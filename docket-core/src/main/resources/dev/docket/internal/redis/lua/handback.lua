-- Hands deliveries back before their run has ended (a drain that timed out): no attempt is used up.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 consumer, 3 execution ttl ms, 4 failed ttl ms, 5 slot lease ms,
--      6 how many, then for each: sid, epoch ('' = not claimed)
-- Result: for each execution that this ended instead: state, task
--! use base, place, group, contest, elsewhere, slots, conclude, aside, history, redeliver

local now, server = clock(ARGV[1]), server_ms()
for n = 1, tonumber(ARGV[6]) do
  local sid, epoch = ARGV[5 + n * 2], ARGV[6 + n * 2]
  local m = message(sid)
  if m and not is_elsewhere(sid, ARGV[2]) and (epoch == '' or (fields_of(m.key or '', 'epoch') or {})[1] == epoch) then
    redeliver(sid, nil, now, retention(ARGV[3], ARGV[4]), tonumber(ARGV[5]), server)
  end
end
return with_concluded({})
