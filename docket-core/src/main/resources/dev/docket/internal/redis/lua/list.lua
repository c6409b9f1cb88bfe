-- One page of keys in one place, oldest first (ended ones newest first).
-- KEYS 1 {p}:stream
-- ARGV 1 scheduled | queued | running | parked | completed | failed | cancelled, 2 cursor ('' first), 3 limit
-- Result: { next cursor ('' when this was the last page), key, key, … }
--! use base

local place, limit = ARGV[1], tonumber(ARGV[3])
local reply = { '' }

local function from_set(name, command)
  local offset = tonumber(ARGV[2]) or 0
  local keys = call(command, P .. name, offset, offset + limit - 1)
  for _, key in ipairs(keys) do
    reply[#reply + 1] = key
  end
  if #keys == limit then
    reply[1] = int(offset + limit)
  end
end

-- Entries of the stream that are in the wanted state; running ones are those that were delivered.
local function from_stream(state, entries)
  for _, entry in ipairs(entries) do
    local m = message(entry[1])
    if m and m.key and (fields_of(m.key, 'state') or {})[1] == state then
      reply[#reply + 1] = m.key
    end
  end
  if #entries == limit then
    reply[1] = '(' .. entries[#entries][1]
  end
end

local start = ARGV[2] == '' and '-' or ARGV[2]
if place == 'queued' then
  from_stream('QUEUED', call('XRANGE', STREAM, start, '+', 'COUNT', limit))
elseif place == 'running' then
  if call('EXISTS', STREAM) == 1 and #call('XINFO', 'GROUPS', STREAM) > 0 then
    from_stream('RUNNING', call('XPENDING', STREAM, GROUP, start, '+', limit))
  end
elseif place == 'scheduled' then
  from_set('schedule', 'ZRANGE')
elseif place == 'parked' then
  from_set('parked', 'ZRANGE')
else
  from_set(place, 'ZREVRANGE')
end
return reply
