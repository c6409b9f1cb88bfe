-- What was delivered to one worker and dealt with by another: taken away, replaced, asked to be cancelled.
-- A worker claims and settles without a look at the record what is not in {p}:contested, so whoever
-- deals with a delivered message that is not its own says so there.
local CONTESTED = P .. 'contested'
-- Longer than a worker counts as alive without a sign of life: after that it looks anyway.
local CONTESTED_MS = 86400000

local function contest(sid)
  local server = server_ms()
  call('ZREMRANGEBYSCORE', CONTESTED, '-inf', server - CONTESTED_MS)
  call('ZADD', CONTESTED, server, sid)
  call('PEXPIRE', CONTESTED, CONTESTED_MS)
end

-- Which deliveries of a worker somebody else has dealt with, by their place from the first on; nil for none.
local function contested_among(sids, first, last)
  local found = nil
  if call('EXISTS', CONTESTED) == 1 then
    for n, at in ipairs(call('ZMSCORE', CONTESTED, unpack(sids, first, last))) do
      if at then
        found = found or {}
        found[n] = true
      end
    end
  end
  return found
end

-- What the group knows of a delivery: id, consumer, ms since it was given out or renewed, …; nil for nothing.
-- After the id comes the consumer, unless whoever has it is meant.
local function delivery_of(sid, ...)
  return redis.pcall('XPENDING', STREAM, GROUP, sid, sid, 1, ...)[1]
end

-- Whether a record still waits for a run: its message is the same, and nobody has claimed it since. Where its epoch
-- is lower, a master that crashed has taken the claim along. r: sid, epoch.
local function is_own(r, sid, epoch)
  return r[1] == sid and (tonumber(r[2]) or 0) <= tonumber(epoch)
end

-- Takes a message away from whoever it was delivered to.
local function take_away(sid)
  if call('XACK', STREAM, GROUP, sid) == 1 then
    contest(sid)
  end
  call('XDEL', STREAM, sid)
end
