-- Struck deliveries: cancelled without a run; a perpetual one keeps its cadence.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 how many, then for each:
--      sid, key, why, due of the next run ('' none)
-- Result: for each: struck | stale
--! use base, place, contest, slots, conclude, history, postpone, stats

local now, keep = clock(ARGV[1]), retention(ARGV[2], ARGV[3])
local replies = {}
for n = 1, tonumber(ARGV[4]) do
  local i = 1 + n * 4
  local sid, key, why, due = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  local record = RUN .. key
  local r = call('HMGET', record, 'sid', 'granted', 'gates', 'state', 'held')
  local m = message(sid)
  replies[n] = 'struck'
  if not m or (r[1] ~= sid and r[4]) then
    drop_message(sid)
    replies[n] = 'stale'
  else
    if r[2] then
      release_reserved(key, r[3], tonumber(r[2]), server_ms())
    end
    if r[5] then
      local held = cjson.decode(r[5])
      release(held, tonumber(string.match(held[2], '^%d+:(%d+):')), server_ms())
    end
    if string.sub(why, 1, 7) == 'struck:' then
      count_end('struck', m.task, server_ms())
    end
    if due ~= '' then
      drop_message(sid)
      skip_run(key, m, due, now, 'struck', why)
    else
      call('HSET', record, 'task', m.task, 'args', m.args, 'when', m.when or now, 'attempt', m.attempt or 1)
      drop_message(sid)
      conclude(key, 'CANCELLED', now, keep, why)
    end
  end
end
return replies
