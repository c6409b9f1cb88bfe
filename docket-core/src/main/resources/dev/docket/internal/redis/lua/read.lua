-- Reads records whole.
-- KEYS 1 {p}:stream
-- ARGV keys
-- Result: for each: { field, value, … }, empty when there is no record
--! use base, whole

local replies = {}
for n, key in ipairs(ARGV) do
  replies[n] = whole(key)
end
return replies
