-- A message that is no execution (no key, no task, …) fails on its own, its fields kept for a reader.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 sid, 5 what is wrong
-- Result: the key under which it can be found
--! use base, conclude

local now, sid = clock(ARGV[1]), ARGV[4]
local key, m = 'malformed-' .. sid, message(sid) or {}
call('HSET', P .. 'run:' .. key, 'state', 'FAILED', 'gen', '1', 'task', m.task or '', 'when', now, 'attempt', '1', 'args', cjson.encode(m))
drop_message(sid)
conclude(key, 'FAILED', now, retention(ARGV[2], ARGV[3]), ARGV[5])
return key
