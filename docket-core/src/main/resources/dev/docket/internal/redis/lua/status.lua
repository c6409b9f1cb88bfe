-- How the docket does: counts, ages, and how busy each worker is.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time)
-- Result: { now, server time, messages, of these delivered, parked, scheduled, completed, failed, cancelled,
--      next due ('' none), id and due time of the message that has waited longest ('' none),
--      then for each worker: last heartbeat, silence ms, concurrency, running }
--! use base, group

local next = call('ZRANGE', SCHEDULE, 0, 0, 'WITHSCORES')
local last, delivered, oldest = last_delivered(), 0, nil
if last then
  delivered = call('XPENDING', STREAM, GROUP)[1]
end
oldest = call('XRANGE', STREAM, last and '(' .. last or '-', '+', 'COUNT', 1)[1]
local m = oldest and message(oldest[1]) or {}
local reply = { int(clock(ARGV[1])), int(server_ms()), call('XLEN', STREAM), delivered,
  call('ZCARD', PARKED), call('ZCARD', SCHEDULE), call('ZCARD', INDEX.COMPLETED),
  call('ZCARD', INDEX.FAILED), call('ZCARD', INDEX.CANCELLED), next[2] or '',
  oldest and oldest[1] or '', m.when or '' }
local beats = call('ZRANGE', P .. 'workers', 0, -1, 'WITHSCORES')
for i = 1, #beats, 2 do
  local r = call('HMGET', P .. 'worker:' .. beats[i], 'silence', 'concurrency', 'running')
  if r[1] then
    for _, told in ipairs({ beats[i + 1], r[1], r[2], r[3] }) do
      reply[#reply + 1] = told
    end
  end
end
return reply
