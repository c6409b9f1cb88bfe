-- Reads one record whole, and publishes a mark: what a subscriber hears before the mark is in the record
-- already, what it hears after is not.
-- KEYS 1 {p}:stream
-- ARGV 1 key, 2 id of the mark
-- Result: { field, value, … }, empty when there is no record
--! use base, whole

call('PUBLISH', P .. 'mark:' .. ARGV[2], '')
return whole(ARGV[1])
