-- One page of keys in one place, oldest first (ended ones newest first). The cost goes with the
-- limit, whatever else there is.
-- KEYS 1 {p}:stream
-- ARGV 1 scheduled | queued | running | parked | completed | failed | cancelled, 2 cursor ('' first), 3 limit
-- Result: { next cursor ('' when this was the last page), key, cursor after it, key, cursor after it, … }
--! use base, group, order, cursor

local place, cursor, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
local LOOKED_AT = 500
local reply = { '' }

local function add(key, after)
  reply[#reply + 1] = key
  reply[#reply + 1] = after
end

local function is_full()
  return (#reply - 1) / 2 >= limit
end

-- Ended keys whose record has expired are passed over.
local function from_set(set, newest_first)
  local offset, seen = offset_in(set, cursor, newest_first), 0
  local members
  repeat
    members = call(newest_first and 'ZREVRANGE' or 'ZRANGE', set, offset + seen,
      offset + seen + limit - 1, 'WITHSCORES')
    for i = 1, #members, 2 do
      if is_full() then
        reply[1] = reply[#reply]
        return
      end
      if not newest_first or call('EXISTS', RUN .. members[i]) == 1 then
        add(members[i], members[i + 1] .. ':' .. members[i])
      end
    end
    seen = seen + #members / 2
  until #members < limit * 2 or seen >= LOOKED_AT or is_full()
  if #members == limit * 2 then
    reply[1] = members[#members] .. ':' .. members[#members - 1]
  end
end

local function add_if(state, sid, key)
  local r = key and fields_of(key, 'state', 'sid') or {}
  if r[1] == state and r[2] == sid then
    add(key, sid)
  end
end

-- Deliveries in a state, after the cursor. Returns whether all of them have been seen.
local function from_deliveries(state)
  local entries = call('XPENDING', STREAM, GROUP, cursor == '' and '-' or '(' .. cursor, '+', LOOKED_AT)
  for _, entry in ipairs(entries) do
    if is_full() then
      reply[1] = reply[#reply]
      return false
    end
    local m = message(entry[1])
    add_if(state, entry[1], m and m.key)
  end
  if #entries == LOOKED_AT then
    reply[1] = entries[#entries][1]
  end
  return #entries < LOOKED_AT
end

-- What was delivered and has not started, then what waits behind it.
local function from_queue()
  local last, start = last_delivered(), cursor == '' and '-' or '(' .. cursor
  if last and (cursor == '' or order_of(cursor) < order_of(last)) then
    if not from_deliveries('QUEUED') then
      return
    end
    start = '(' .. last
  end
  if is_full() then
    reply[1] = reply[#reply]
    return
  end
  local wanted = limit - (#reply - 1) / 2
  local entries = call('XRANGE', STREAM, start, '+', 'COUNT', wanted)
  for _, entry in ipairs(entries) do
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 'key' then
        add_if('QUEUED', entry[1], entry[2][i + 1])
      end
    end
  end
  if #entries == wanted then
    reply[1] = entries[#entries][1]
  end
end

if place == 'queued' then
  from_queue()
elseif place == 'running' then
  if last_delivered() then
    from_deliveries('RUNNING')
  end
elseif place == 'scheduled' then
  from_set(SCHEDULE, false)
elseif place == 'parked' then
  from_set(PARKED, false)
else
  from_set(P .. place, true)
end
return reply
