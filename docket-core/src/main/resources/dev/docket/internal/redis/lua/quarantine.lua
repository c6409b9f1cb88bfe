-- A message that cannot be run (no key, no task, a record that is none) fails on its own, its fields
-- kept for a reader: under its key when the record stands for it, else under one of its own.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 sid, 5 what is wrong
-- Result: the key under which it can be found
--! use base, conclude, aside

local now, sid = clock(ARGV[1]), ARGV[4]
local m = message(sid) or {}
local owner = m.key and redis.pcall('HGET', RUN .. m.key, 'sid')
local key = owner == sid and m.key or 'malformed-' .. sid
local args = owner == sid and m.args or cjson.encode(m)
drop_message(sid)
put_aside(key, { gen = m.gen, task = m.task, when = m.when, attempt = m.attempt, args = args }, now,
  retention(ARGV[2], ARGV[3]), ARGV[5])
return key
