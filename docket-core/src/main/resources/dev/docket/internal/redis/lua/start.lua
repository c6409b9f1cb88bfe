-- Starts the first runs of deliveries that have no gates, without a look at their records: what a record did
-- not have yet tells whether it is the first.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 worker, 4 its consumer,
--      5 the sids, of one read and in its order, a blank after each, 6 the last of them, 7 packed: their keys
-- Result: now, then unless all have started a line for each: 1 (under epoch 1, the first delivery) | 0 (claim.lua is to look)
--! use base, contest

local now, keys = clock(ARGV[1]), cmsgpack.unpack(ARGV[7])
local stamp, worker = int(now), ARGV[3]
local sids, unstarted = nil, nil

-- Most often none of them is asked for.
local function sid_list()
  if not sids then
    sids = {}
    for sid in string.gmatch(ARGV[5], '%S+') do
      sids[#sids + 1] = sid
    end
  end
  return sids
end

-- What came over another claim than the first goes back to what it was, or is said to be claimed twice: a group
-- made anew delivers what runs already.
local function put_right(key, sid)
  local record, was = RUN .. key, nil
  if call('HGET', record, 'sid') == sid then
    return contest(sid)
  elseif call('ZSCORE', SCHEDULE, key) then
    call('HDEL', record, 'worker', 'started')
    was = 'SCHEDULED'
  end
  for state, index in pairs(INDEX) do
    was = was or (call('ZSCORE', index, key) and state)
  end
  if was then
    call('HSET', record, 'state', was)
  end
end

-- A master that takes over may not know of the read that brought them. Of what one read brings the last is lost
-- first; and a day later nobody remembers what was contested.
local delivery = delivery_of(ARGV[6], ARGV[4])
local ours = delivery and delivery[3] < CONTESTED_MS / 2
local taken = nil
if ours and call('EXISTS', CONTESTED) == 1 then
  taken = contested_among(sid_list(), 1, #keys)
end

local somebody = ask_who_listens(ARGV[2], keys, 1, #keys)
for n, key in ipairs(keys) do
  local new = ours and not (taken and taken[n])
    and redis.pcall('HSET', RUN .. key, 'state', 'RUNNING', 'epoch', '1', 'worker', worker, 'started', stamp)
  if new ~= 3 then
    unstarted = unstarted or {}
    unstarted[n] = true
    if new == 4 then -- there was no record
      call('DEL', RUN .. key)
    elseif type(new) == 'number' then
      put_right(key, sid_list()[n])
    end
  elseif somebody then
    announce(key, 'RUNNING', now)
  end
end
if not unstarted then
  return stamp
end
local replies = { stamp }
for n = 1, #keys do
  replies[n + 1] = unstarted[n] and '0' or '1'
end
return table.concat(replies, '\n')
