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

local function int(number)
  return string.format('%.0f', number)
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

-- Most events reach nobody, and to ask costs less than to publish: a batch asks once who listens.
-- how: 'heard' skips events of keys that nobody listens to; 'all' publishes each, for a Cluster,
-- where the listener may sit at another node.
local unheard = {}
local function ask_who_listens(how, keys)
  if how ~= 'heard' or #keys == 0 or call('PUBSUB', 'NUMPAT') > 0 then
    return
  end
  local channels = {}
  for n, key in ipairs(keys) do
    channels[n] = P .. 'state:' .. key
  end
  local listeners = call('PUBSUB', 'NUMSUB', unpack(channels))
  for n, key in ipairs(keys) do
    unheard[key] = listeners[2 * n] == 0
  end
end

local function announce(key, state, at)
  if unheard[key] then
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

-- The fields of one message as a table, or nil when the stream no longer holds it.
local function message(sid)
  local found = call('XRANGE', STREAM, sid, sid)[1]
  if not found then
    return nil
  end
  local fields = {}
  for i = 1, #found[2], 2 do
    fields[found[2][i]] = found[2][i + 1]
  end
  -- A message may be written by hand. What it lacks or garbles must not stop a script half-way:
  -- nothing rolls back.
  fields.args = fields.args or '{}'
  fields.when = tonumber(fields.when) and fields.when or nil
  fields.attempt = tonumber(fields.attempt) and fields.attempt or nil
  fields.gen = tonumber(fields.gen) and fields.gen or nil
  return fields
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

-- Takes delivered messages from the stream for good. To delete one costs a walk past its neighbours, so
-- what comes before the first that is not done with is cut off at once.
local function drop_messages(sids)
  call('XACK', STREAM, GROUP, unpack(sids))
  local cut = call('XTRIM', STREAM, 'MINID', '=', first_undone())
  if cut < #sids then
    call('XDEL', STREAM, unpack(sids))
  end
end

local function drop_message(sid)
  call('XACK', STREAM, GROUP, sid)
  call('XDEL', STREAM, sid)
end
