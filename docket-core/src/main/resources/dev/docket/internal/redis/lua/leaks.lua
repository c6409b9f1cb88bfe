-- Names of keys that would stay for ever: no expiry, no pending or running work, not of every docket.
-- KEYS 1 {p}:stream
-- ARGV 1 the most keys of a database that is looked through
-- Result: { key, key, … }
--! use base, every

local lasting = { stream = true, strikes = true, workers = true, schedule = true, parked = true }
local leaks, busy, suspects = {}, false, {}

for _, key in ipairs(every_key(tonumber(ARGV[1]))) do
  local name = string.sub(key, #P + 1)
  if call('TTL', key) == -1 and not lasting[name] then
    if string.sub(name, 1, 4) == 'run:' then
      local state = call('TYPE', key).ok == 'hash' and call('HGET', key, 'state')
      if is_pending(state) or state == 'RUNNING' then
        busy = true
      else
        leaks[#leaks + 1] = key
      end
    else
      suspects[#suspects + 1] = { key, name }
    end
  end
end
-- Sets and lines last as long as somebody runs or waits.
for _, suspect in ipairs(suspects) do
  local ours = suspect[2] == 'sets' or suspect[2] == 'lines' or string.find(suspect[2], '^waiters:') or string.find(suspect[2], '^slots:')
  if not (busy and ours) then
    leaks[#leaks + 1] = suspect[1]
  end
end
return leaks
