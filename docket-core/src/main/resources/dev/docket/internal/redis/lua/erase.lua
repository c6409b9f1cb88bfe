-- Removes all keys of the docket.
-- KEYS 1 {p}:stream
-- ARGV 1 the most keys of a database that is looked through
-- Result: how many were removed
--! use base, every

local removed = 0
for _, key in ipairs(every_key(tonumber(ARGV[1]))) do
  removed = removed + call('UNLINK', key)
end
return removed
