-- The end of an execution: its record becomes terminal and expires, or is not kept at all.
-- keep: ms by state, e.g. { COMPLETED = 900000, CANCELLED = 900000, FAILED = 604800000 }.

local function retention(execution_ttl, failed_retention)
  local ttl = tonumber(execution_ttl)
  return { COMPLETED = ttl, CANCELLED = ttl, FAILED = tonumber(failed_retention) }
end

-- Indexes ended keys by time: pairs is {at, key, at, key, …}.
local function index_ended(state, pairs, keep)
  call('ZADD', INDEX[state], unpack(pairs))
  call('ZREMRANGEBYRANK', INDEX[state], 0, -INDEX_CAP[state] - 1)
  call('PEXPIRE', INDEX[state], keep)
end

-- Writes the end of a run over its record: name, value, … of what it keeps. Returns true, false when there was no
-- record any more, nil when what is stored there is none.
local function end_run(key, state, stamp, keep, ...)
  local record = RUN .. key
  if keep[state] == 0 then
    call('DEL', record)
    return true
  end
  local new = redis.pcall('HSET', record, 'state', state, 'sid', '', 'finished', stamp, ...)
  if type(new) ~= 'number' then
    return nil
  elseif new == 3 + select('#', ...) / 2 then
    call('DEL', record)
    return false
  end
  call('PEXPIRE', record, int(keep[state]))
  return true
end

-- What this call has ended, as the caller's metrics count it: state, task, state, task, …
local concluded = {}

local function count_concluded(state, task)
  concluded[#concluded + 1] = state
  concluded[#concluded + 1] = task
end

-- Ends one pending or running execution outside of the settling of its own run.
local function conclude(key, state, now, keep, error)
  local record = RUN .. key
  count_concluded(state, call('HGET', record, 'task') or '')
  if keep[state] == 0 then
    call('DEL', record)
  else
    call('HSET', record, 'state', state, 'finished', now, 'error', error)
    call('HDEL', record, 'sid', 'parked', 'granted', 'gates', 'held', 'arrived',
      'debounced', 'cadence', 'cancel', 'unknown')
    if state ~= 'FAILED' then -- which can be requeued
      call('HDEL', record, 'trace')
    end
    call('PEXPIRE', record, keep[state])
    index_ended(state, { now, key }, keep[state])
  end
  announce(key, state, now)
end

-- Puts after a script's own answers what it has concluded.
local function with_concluded(replies)
  for _, word in ipairs(concluded) do
    replies[#replies + 1] = word
  end
  return replies
end
