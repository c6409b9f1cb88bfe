-- Names and words that every script shares. KEYS[1] is always {p}:stream; all other keys of the
-- docket carry the same hash tag and are built here, in Keys.java and nowhere else.
local call = redis.call
local STREAM = KEYS[1]
local P = string.sub(STREAM, 1, -7)
local RUN = P .. 'run:'
local GROUP = 'docket-workers'
local SCHEDULE, PARKED, SETS, LINES = P .. 'schedule', P .. 'parked', P .. 'sets', P .. 'lines'
local INDEX = { COMPLETED = P .. 'completed', FAILED = P .. 'failed', CANCELLED = P .. 'cancelled' }
local INDEX_CAP = { COMPLETED = 10000, FAILED = 100000, CANCELLED = 10000 }

-- To write a number out costs as much as a small command, and most often it is the same as the last time.
local written, as = false, ''
local function int(number)
  if number ~= written then
    written, as = number, string.format('%.0f', number)
  end
  return as
end

-- Milliseconds since the epoch by the server's clock.
local function server_ms()
  local time = call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- The docket's clock: the given milliseconds, or the server's time where none are given.
local function clock(given)
  if given ~= '' then
    return tonumber(given)
  end
  return server_ms()
end

-- When a message was written, as text.
local function ms_of(sid)
  return string.sub(sid, 1, string.find(sid, '-', 1, true) - 1)
end

-- A due time: '' is now, '+n' is n ms from now, anything else is absolute.
local function due_at(text, now)
  if text == '' then
    return now
  elseif string.sub(text, 1, 1) == '+' then
    return now + tonumber(string.sub(text, 2))
  end
  return tonumber(text)
end

local function is_pending(state)
  return state == 'SCHEDULED' or state == 'QUEUED'
end

-- What a pattern would read as its own signs stands for itself; the docket's name may hold it.
local function pattern(rest)
  return string.gsub(P, '[%[%]%*%?\\^-]', '\\%0') .. rest
end

-- Most events reach nobody, and to ask costs less than to publish: a batch asks once who listens.
-- how: 'heard' skips events of keys that nobody listens to; so does 'few', where to look through all
-- channels of the server costs less than to ask for each key; 'all' publishes each, for a Cluster, where the
-- listener may sit at another node. Returns whether anybody may hear anything.
local unheard, heard = {}, nil
local function ask_who_listens(how, keys, first, last)
  if how == 'all' or last < first or call('PUBSUB', 'NUMPAT') > 0 then
    return true
  end
  if how == 'few' then
    heard = {}
    for _, channel in ipairs(call('PUBSUB', 'CHANNELS', pattern('state:*'))) do
      heard[string.sub(channel, #P + 7)] = true
    end
    return next(heard) ~= nil
  end
  local channels = {}
  for n = first, last do
    channels[n - first + 1] = P .. 'state:' .. keys[n]
  end
  local listeners, somebody = call('PUBSUB', 'NUMSUB', unpack(channels)), false
  for n = first, last do
    unheard[keys[n]] = listeners[2 * (n - first + 1)] == 0
    somebody = somebody or not unheard[keys[n]]
  end
  return somebody
end

local function announce(key, state, at)
  if unheard[key] or (heard and not heard[key]) then
    return
  end
  call('PUBLISH', P .. 'state:' .. key, '{"state":"' .. state .. '","at":' .. int(at) .. '}')
end

-- Fields of a record in the order asked for, or nil when what is stored under its key is no hash:
-- somebody else's value must not stop a script half-way.
local function fields_of(key, ...)
  local fields = redis.pcall('HMGET', RUN .. key, ...)
  return not fields.err and fields or nil
end

-- The fields of one entry of the stream as a table.
local function fields_of_message(entry)
  local sid, found, fields = entry[1], entry[2], {}
  for i = 1, #found, 2 do
    fields[found[i]] = found[i + 1]
  end
  -- A message may be written by hand. What it lacks or garbles must not stop a script half-way:
  -- nothing rolls back.
  fields.args = fields.args or '{}'
  fields.when = tonumber(fields.when) and fields.when or ms_of(sid)
  fields.attempt = tonumber(fields.attempt) and fields.attempt or nil
  fields.gen = tonumber(fields.gen) and fields.gen or nil
  return fields
end

-- The same by its id, or nil when the stream no longer holds it.
local function message(sid)
  local found = call('XRANGE', STREAM, sid, sid)[1]
  return found and fields_of_message(found)
end

-- Before a message goes, its arguments go to the record that stays.
local function keep_args(key, sid)
  local m = sid and sid ~= '' and message(sid)
  if m then
    call('HSET', RUN .. key, 'args', m.args)
  end
end

-- The first id that is not done with: the oldest that a worker has, or the next to be delivered. Without
-- a group, which somebody may have destroyed, none is known to be done with.
local function first_undone()
  local pending = redis.pcall('XPENDING', STREAM, GROUP)
  if pending.err then
    return '0-0'
  elseif pending[2] then
    return pending[2]
  end
  for _, group in ipairs(call('XINFO', 'GROUPS', STREAM)) do
    if group[2] == GROUP then
      local ms, seq = string.match(group[8], '^(%d+)-(%d+)$')
      return ms .. '-' .. int(tonumber(seq) + 1)
    end
  end
end

-- Takes acknowledged messages from the stream for good. To delete one costs a walk past its neighbours, so
-- what comes before the first that is not done with is cut off at once.
local function delete_acknowledged(sids)
  local cut = call('XTRIM', STREAM, 'MINID', '=', first_undone())
  if cut < #sids then
    call('XDEL', STREAM, unpack(sids))
  end
end

-- For the worker that a message was delivered to.
local function drop_message(sid)
  call('XACK', STREAM, GROUP, sid)
  call('XDEL', STREAM, sid)
end
