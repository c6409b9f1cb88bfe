-- Concurrency sets. {p}:slots:<set> holds '<since>:<lease>:<epoch>:<key>' by the server time at
-- which the lease lapses; an epoch of 'r' is a place kept for a woken waiter until it is claimed.
-- {p}:waiters:<set> holds parked keys in order of arrival; {p}:sets holds each live set's max;
-- {p}:lines holds the sets in which somebody waits by how many do.
-- A record's `gates` is the JSON list [set, max, set, max, …] of what its execution needs.

local function slots_of(set)
  return P .. 'slots:' .. set
end

local function waiters_of(set)
  return P .. 'waiters:' .. set
end

-- To be called whenever somebody came to a line or left it.
local function measure(set)
  local length = call('ZCARD', waiters_of(set))
  if length > 0 then
    call('ZADD', LINES, length, set)
  else
    call('ZREM', LINES, set)
  end
end

-- Lapsed places stay listed for a day: while Redis is away nobody can renew them.
local function let_expire(set, lease)
  call('PEXPIRE', slots_of(set), lease + 86400000)
end

local function hold(set, member, lease, server)
  call('ZADD', slots_of(set), server + lease, member)
  let_expire(set, lease)
end

-- Only while it is held: a run that has lost its record keeps its places until it ends or they are given away.
local function keep_held(set, member, lease, server)
  call('ZADD', slots_of(set), 'XX', server + lease, member)
  let_expire(set, lease)
end

local function reservation(key, lease)
  return '0:' .. int(lease) .. ':r:' .. key
end

-- The first set of the list without a free place, or nil.
local function full_set(gates)
  for i = 1, #gates, 2 do
    local max = tonumber(call('HGET', SETS, gates[i]) or nil) or tonumber(gates[i + 1])
    if call('ZCARD', slots_of(gates[i])) >= max then
      return gates[i]
    end
  end
  return nil
end

local function wait_in(set, key, order)
  call('ZADD', waiters_of(set), order, key)
  call('HSET', RUN .. key, 'parked', set)
  measure(set)
end

-- A waiter whose sets all have room goes back to the stream with its places kept for it; one that
-- lacks another set moves to that set's line.
local function wake_one(set, key, lease, server)
  local record = RUN .. key
  local r = fields_of(key, 'parked', 'gates', 'task', 'args', 'gen', 'attempt', 'when', 'trace', 'arrived')
  if not r or r[1] ~= set or not (r[2] and r[3] and r[4] and r[5]) then
    return
  end
  local gates = cjson.decode(r[2])
  local full = full_set(gates)
  if full then
    return wait_in(full, key, tonumber(r[9]))
  end
  for i = 1, #gates, 2 do
    call('HSETNX', SETS, gates[i], gates[i + 1])
    hold(gates[i], reservation(key, lease), lease, server)
  end
  call('ZREM', PARKED, key)
  local sid = call('XADD', STREAM, '*', 'key', key, 'task', r[3], 'args', r[4], 'gen', r[5],
    'attempt', r[6], 'when', r[7], 'trace', r[8] or '')
  call('HDEL', record, 'parked', 'args', 'trace')
  call('HSET', record, 'sid', sid, 'granted', int(lease))
end

-- Fills the free places of a set from its line, oldest first; forgets a set that nobody uses.
local function wake(set, lease, server)
  local max = tonumber(call('HGET', SETS, set) or 0) or 0
  while call('ZCARD', slots_of(set)) < max do
    local first = call('ZPOPMIN', waiters_of(set))
    if #first == 0 then
      if call('EXISTS', slots_of(set)) == 0 then
        call('HDEL', SETS, set)
      end
      return
    end
    measure(set)
    wake_one(set, first[1], lease, server)
  end
end

-- Whether Redis has come back just now; who asks lives, and has not been heard for as long as leases last.
local function was_away(asker, lease, server)
  if call('EXISTS', P .. 'awake') == 1 then
    return true
  end
  local heard = asker and tonumber(call('ZSCORE', P .. 'workers', asker) or nil)
  local silence = asker and tonumber(call('HGET', P .. 'worker:' .. asker, 'silence') or nil)
  if heard and silence and server - heard > math.min(silence, lease) then
    call('SET', P .. 'awake', server, 'PX', silence)
    return true
  end
  return false
end

-- Frees the places whose lease has lapsed, unless it did so in an outage: then their holders, if they
-- live, have the time to say so. asker: a worker that asks, nil for one that was heard.
local function expire_slots(set, lease, server, asker)
  local lapsed = '(' .. int(server)
  if call('ZCOUNT', slots_of(set), '-inf', lapsed) > 0 and not was_away(asker, lease, server) then
    call('ZREMRANGEBYSCORE', slots_of(set), '-inf', lapsed)
    wake(set, lease, server)
  end
end

-- Frees places without a word to those who wait: held is the list {set, member, set, member, …}. Returns the sets,
-- which are to be woken afterwards.
local function vacate(held)
  local sets = {}
  for i = 1, #held, 2 do
    if call('ZREM', slots_of(held[i]), held[i + 1]) == 1 then
      sets[#sets + 1] = held[i]
    end
  end
  return sets
end

local function wake_all(sets, lease, server)
  for _, set in ipairs(sets) do
    wake(set, lease, server)
  end
end

-- Gives places back to those who wait.
local function release(held, lease, server)
  wake_all(vacate(held), lease, server)
end

-- Gives back the places that are kept for a woken execution that will not start after all.
local function release_reserved(key, gates_json, lease, server)
  local gates, held = cjson.decode(gates_json), {}
  for i = 1, #gates, 2 do
    held[i], held[i + 1] = gates[i], reservation(key, lease)
  end
  release(held, lease, server)
end

-- Takes a pending execution out of wherever it is: schedule, stream, or a set's line.
-- r: state, sid, parked, granted, gates, as read from its record.
local function withdraw(key, r)
  if r.state == 'SCHEDULED' then
    call('ZREM', SCHEDULE, key)
  elseif r.parked then
    call('ZREM', waiters_of(r.parked), key)
    measure(r.parked)
    call('ZREM', PARKED, key)
  elseif r.sid and r.sid ~= '' then
    take_away(r.sid)
  end
  if r.granted then
    release_reserved(key, r.gates, tonumber(r.granted), server_ms())
  end
end
