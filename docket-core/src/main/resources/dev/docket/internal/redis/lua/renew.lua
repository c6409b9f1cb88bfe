-- Renews the leases of running executions and of the places they hold.
-- KEYS 1 {p}:stream
-- ARGV 1 consumer, 2 slot lease ms, 3 how many, then for each:
--      sid, key, epoch, number of places, places of two (set, member)
-- Result: for each: ok | cancel (its cancel was requested) | lost (the record belongs to another run)
--! use base, contest, slots

local lease, server = tonumber(ARGV[2]), server_ms()
local replies, sids, told = {}, {}, {}
local i = 4
for n = 1, tonumber(ARGV[3]) do
  local sid, key, places = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 3])
  local r = fields_of(key, 'sid', 'epoch', 'cancel', 'state') or {}
  replies[n] = not is_own(r, sid, ARGV[i + 2]) and 'lost' or r[3] and 'cancel' or 'ok'
  sids[n], told[sid] = sid, r[4] and replies[n] ~= 'ok'
  for p = i + 4, i + 3 + places * 2, 2 do
    local renewed = replies[n] == 'lost' and keep_held or hold
    renewed(ARGV[p], ARGV[p + 1], lease, server)
  end
  i = i + 4 + places * 2
end
if #sids > 0 then
  sids[#sids + 1] = 'JUSTID'
  -- A run that was replaced or is asked to end keeps its message, and may last longer than what was said about it.
  for _, sid in ipairs(call('XCLAIM', STREAM, GROUP, ARGV[1], 0, unpack(sids))) do
    if told[sid] then
      contest(sid)
    end
  end
end
return replies
