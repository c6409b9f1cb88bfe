-- How much is pending, for gauges: nothing here depends on how much that is.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time)
-- Result: { ready and not running, due later, waiting for a slot }
--! use base

local now, delivered = int(clock(ARGV[1])), 0
if call('EXISTS', STREAM) == 1 then
  for _, group in ipairs(call('XINFO', 'GROUPS', STREAM)) do
    delivered = delivered + group[6]
  end
end
return { math.max(0, call('XLEN', STREAM) - delivered) + call('ZCOUNT', SCHEDULE, '-inf', now),
  call('ZCOUNT', SCHEDULE, '(' .. now, '+inf'), call('ZCARD', PARKED) }
