-- One page of keys in one place, oldest first (ended ones newest first).
-- KEYS 1 {p}:stream
-- ARGV 1 scheduled | queued | running | parked | completed | failed | cancelled, 2 cursor ('' first), 3 limit
-- Result: { next cursor ('' when this was the last page), key, cursor after it, key, cursor after it, … }
--! use base, group, order, cursor, places

return page_of(ARGV[1], ARGV[2], tonumber(ARGV[3]))
