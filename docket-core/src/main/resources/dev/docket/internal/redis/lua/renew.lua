-- Renews the leases of running executions and of the places they hold.
-- KEYS 1 {p}:stream
-- ARGV 1 consumer, 2 slot lease ms, 3 how many, then for each:
--      sid, key, epoch, number of places, places of two (set, member)
-- Result: for each: ok | cancel (its cancel was requested) | lost (the record belongs to another run)
--! use base, slots

local lease, server = tonumber(ARGV[2]), server_ms()
local replies, sids = {}, {}
local i = 4
for n = 1, tonumber(ARGV[3]) do
  local sid, key, places = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 3])
  local r = fields_of(key, 'sid', 'epoch', 'cancel') or {}
  if r[1] ~= sid or r[2] ~= ARGV[i + 2] then
    replies[n] = 'lost'
  else
    replies[n] = r[3] and 'cancel' or 'ok'
  end
  sids[n] = sid
  for p = i + 4, i + 3 + places * 2, 2 do
    if replies[n] ~= 'lost' then
      hold(ARGV[p], ARGV[p + 1], lease, server)
    end
  end
  i = i + 4 + places * 2
end
if #sids > 0 then
  sids[#sids + 1] = 'JUSTID'
  call('XCLAIM', STREAM, GROUP, ARGV[1], 0, unpack(sids))
end
return replies
