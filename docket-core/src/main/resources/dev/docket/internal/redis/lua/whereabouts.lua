-- Where a pending or running execution stands: with whom its message is, what is ahead of it, who
-- holds the slots that it waits for.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 key, 3 how far to count
-- Result: { now, server time, consumer that its message was delivered to ('' none), ms since its lease was renewed,
--      messages ahead (-1 when it is not in the queue), set that it is parked in ('' none), max, waiters ahead,
--      { member, worker, … } of the set's slots }
--! use base, group, contest, slots

local r = call('HMGET', RUN .. ARGV[2], 'sid', 'parked', 'gates')
local sid, set = r[1] or '', r[2] or ''
local consumer, idle, ahead = '', 0, -1
local last = last_delivered()
if sid ~= '' then
  local entry = last and call('XPENDING', STREAM, GROUP, sid, sid, 1)[1]
  if entry then
    consumer, idle = entry[2], entry[3]
  else
    local before = call('XRANGE', STREAM, last and '(' .. last or '-', '(' .. sid, 'COUNT', ARGV[3])
    ahead = #before
  end
end

local max, rank, holders = 0, 0, {}
if set ~= '' then
  max = tonumber(call('HGET', SETS, set) or 0)
  rank = call('ZRANK', waiters_of(set), ARGV[2]) or 0
  for _, member in ipairs(call('ZRANGEBYSCORE', slots_of(set), int(server_ms()), '+inf', 'LIMIT', 0, 100)) do
    local key = string.match(member, '^%d+:%d+:[^:]*:(.*)$')
    holders[#holders + 1] = member
    holders[#holders + 1] = key and call('HGET', RUN .. key, 'worker') or ''
  end
end
return { int(clock(ARGV[1])), int(server_ms()), consumer, idle, ahead, set, max, rank, holders }
