-- Pages of keys in one place, oldest first (ended ones newest first). The cost goes with the limit, whatever
-- else there is.
-- p: cursor, limit, and the page that grows: { next cursor ('' when this was the last page),
-- key, cursor after it, key, cursor after it, … }
local LOOKED_AT = 500

local function put_on(p, key, after)
  p.page[#p.page + 1] = key
  p.page[#p.page + 1] = after
end

local function room_on(p)
  return p.limit - (#p.page - 1) / 2
end

-- Ended keys whose record has expired are passed over.
local function from_set(p, set, newest_first)
  local offset, seen = offset_in(set, p.cursor, newest_first), 0
  local members
  repeat
    members = call(newest_first and 'ZREVRANGE' or 'ZRANGE', set, offset + seen,
      offset + seen + p.limit - 1, 'WITHSCORES')
    for i = 1, #members, 2 do
      if room_on(p) <= 0 then
        p.page[1] = p.page[#p.page]
        return
      end
      if not newest_first or call('EXISTS', RUN .. members[i]) == 1 then
        put_on(p, members[i], members[i + 1] .. ':' .. members[i])
      end
    end
    seen = seen + #members / 2
  until #members < p.limit * 2 or seen >= LOOKED_AT or room_on(p) <= 0
  if #members == p.limit * 2 then
    p.page[1] = members[#members] .. ':' .. members[#members - 1]
  end
end

local function put_if(p, state, sid, key)
  local r = key and fields_of(key, 'state', 'sid') or {}
  if r[1] == state and r[2] == sid then
    put_on(p, key, sid)
  end
end

-- Deliveries in a state, after the cursor. Returns whether all of them have been seen.
local function from_deliveries(p, state)
  local entries = call('XPENDING', STREAM, GROUP, p.cursor == '' and '-' or '(' .. p.cursor, '+', LOOKED_AT)
  for _, entry in ipairs(entries) do
    if room_on(p) <= 0 then
      p.page[1] = p.page[#p.page]
      return false
    end
    local m = message(entry[1])
    put_if(p, state, entry[1], m and m.key)
  end
  if #entries == LOOKED_AT then
    p.page[1] = entries[#entries][1]
  end
  return #entries < LOOKED_AT
end

-- What was delivered and has not started, then what waits behind it.
local function from_queue(p)
  local last, start = last_delivered(), p.cursor == '' and '-' or '(' .. p.cursor
  if last and (p.cursor == '' or order_of(p.cursor) < order_of(last)) then
    if not from_deliveries(p, 'QUEUED') then
      return
    end
    start = '(' .. last
  end
  if room_on(p) <= 0 then
    p.page[1] = p.page[#p.page]
    return
  end
  local wanted = room_on(p)
  local entries = call('XRANGE', STREAM, start, '+', 'COUNT', wanted)
  for _, entry in ipairs(entries) do
    for i = 1, #entry[2], 2 do
      if entry[2][i] == 'key' then
        put_if(p, 'QUEUED', entry[1], entry[2][i + 1])
      end
    end
  end
  if #entries == wanted then
    p.page[1] = entries[#entries][1]
  end
end

local function page_of(place, cursor, limit)
  local p = { cursor = cursor, limit = limit, page = { '' } }
  if place == 'queued' then
    from_queue(p)
  elseif place == 'running' then
    if last_delivered() then
      from_deliveries(p, 'RUNNING')
    end
  elseif place == 'scheduled' then
    from_set(p, SCHEDULE, false)
  elseif place == 'parked' then
    from_set(p, PARKED, false)
  else
    from_set(p, P .. place, true)
  end
  return p.page
end
