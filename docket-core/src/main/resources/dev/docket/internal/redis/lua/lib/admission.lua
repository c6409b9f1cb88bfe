-- The gates of one execution, decided together: either all pass and all are taken, or none is.
-- e: key, sid, record, epoch, consumer, gates = list of { kind, set, a, b, c }, first (true for a
-- first attempt that no earlier delivery has started), when, arrived, granted, debounced.
-- Results: nil (admitted), or { 'dropped', why }, { 'later', due, what = …, why = set }, { 'parked', set }.

-- Cancels a run that is not to start and that nothing holds any more; where it recurs, the next one comes
-- at its cadence. m: task, args, trace; next_due: '' or nil where it does not recur.
local function cancel_run(key, m, next_due, now, keep, why)
  if next_due and next_due ~= '' then
    count_concluded('CANCELLED', m.task)
    skip_run(key, m, next_due, now, 'dropped', why)
  else
    call('HSET', RUN .. key, 'args', m.args)
    conclude(key, 'CANCELLED', now, keep, why)
  end
end

local function cooldown_blocks(e, gate, now)
  local last = call('GET', P .. 'window:' .. gate.set)
  return e.first and last and now < tonumber(last) + gate.a
end

-- When the oldest start leaves the window, or nil while there is room.
local function rate_blocks_until(e, gate, now)
  local window = P .. 'window:' .. gate.set
  call('ZREMRANGEBYSCORE', window, '-inf', now - gate.b)
  if call('ZSCORE', window, e.sid) or call('ZCARD', window) < gate.a then
    return nil
  end
  return tonumber(call('ZRANGE', window, 0, 0, 'WITHSCORES')[2]) + gate.b
end

-- Debounce: the window holds '<when> <sid> <key>' of the submission that waits for quiet.
local function debounce(e, gate, now, keep)
  local window = P .. 'window:' .. gate.set
  local stored = call('GET', window)
  if stored then
    local when, sid, key = string.match(stored, '^(%S+) (%S+) (.*)$')
    local other = RUN .. key
    local r = call('HMGET', other, 'state', 'sid', 'parked', 'granted', 'gates', 'debounced', 'cadence', 'task', 'args', 'trace')
    local waits = r[6] and (is_pending(r[1]))
    if key == e.key and e.debounced then
      if now >= tonumber(when) + gate.a then
        return nil
      end
      return { 'later', tonumber(when) + gate.a, what = 'debounced', why = gate.set }
    elseif key ~= e.key and waits then
      local newer = e.when > tonumber(when) or (e.when == tonumber(when) and e.order > order_of(sid))
      if not newer then
        return { 'dropped', 'debounced: a later submission runs instead, ' .. key }
      end
      local m = r[2] and r[2] ~= '' and message(r[2]) or { task = r[8], args = r[9] or '{}', trace = r[10] }
      withdraw(key, { state = r[1], sid = r[2], parked = r[3], granted = r[4], gates = r[5] })
      cancel_run(key, m, r[7], now, keep, 'debounced: a later submission runs instead, ' .. e.key)
    end
  end
  call('SET', window, int(e.when) .. ' ' .. e.sid .. ' ' .. e.key, 'PX', gate.a * 2 + e.gc)
  e.debounced = true
  return { 'later', e.when + gate.a, what = 'debounced', why = gate.set }
end

local function concurrency_list(e)
  local list = {}
  for _, gate in ipairs(e.gates) do
    if gate.kind == 'concurrency' then
      list[#list + 1] = gate.set
      list[#list + 1] = int(gate.a)
    end
  end
  return list
end

-- The set that has no place for this execution, or nil. Makes a changed max known and lets go of
-- lapsed places first, so that those who wait already come before this one.
local function concurrency_blocks(e, list, lease, server)
  for i = 1, #list, 2 do
    local set, max = list[i], list[i + 1]
    if call('HGET', SETS, set) ~= max then
      call('HSET', SETS, set, max)
      wake(set, lease, server)
    end
    expire_slots(set, lease, server, e.consumer)
  end
  if e.granted then
    local kept = true
    for i = 1, #list, 2 do
      kept = kept and call('ZSCORE', slots_of(list[i]), reservation(e.key, tonumber(e.granted)))
    end
    if kept then
      return nil
    end
    release_reserved(e.key, cjson.encode(list), tonumber(e.granted), server)
  end
  return full_set(list)
end

local function park(e, set, list, now)
  local m = message(e.sid)
  drop_message(e.sid)
  call('HDEL', e.record, 'worker', 'started', 'granted', 'held')
  call('HSET', e.record, 'state', 'QUEUED', 'sid', '', 'args', m.args, 'trace', m.trace or '',
    'gates', cjson.encode(list), 'arrived', int(e.arrived), 'waited', int(now) .. ' ' .. set)
  call('ZADD', PARKED, now, e.key)
  wait_in(set, e.key, e.arrived)
end

-- Takes what every gate grants; returns the held list {set, member, …}.
local function take(e, now, lease, server)
  local held = {}
  for _, gate in ipairs(e.gates) do
    local window = P .. 'window:' .. gate.set
    if gate.kind == 'concurrency' then
      if e.granted then
        call('ZREM', slots_of(gate.set), reservation(e.key, tonumber(e.granted)))
      end
      local member = int(now) .. ':' .. int(lease) .. ':' .. e.epoch .. ':' .. e.key
      -- A set that was empty until now has been forgotten while its line was looked at.
      call('HSET', SETS, gate.set, int(gate.a))
      hold(gate.set, member, lease, server)
      held[#held + 1] = gate.set
      held[#held + 1] = member
    elseif gate.kind == 'rate' then
      call('ZADD', window, now, e.sid)
      call('PEXPIRE', window, gate.b + e.gc)
    elseif gate.kind == 'cooldown' and e.first then
      call('SET', window, int(now), 'PX', gate.a + e.gc)
    elseif gate.kind == 'debounce' then
      call('DEL', window)
    end
  end
  return held
end

local function admit(e, now, lease, server, keep)
  local later, set = nil, nil
  for _, gate in ipairs(e.gates) do
    if gate.kind == 'cooldown' and cooldown_blocks(e, gate, now) then
      return { 'dropped', 'cooldown: ' .. gate.set }
    elseif gate.kind == 'rate' then
      local due = rate_blocks_until(e, gate, now)
      if due and gate.c == 1 and e.first then
        return { 'dropped', 'rate limit: ' .. gate.set }
      end
      if due and due >= (later or 0) then
        later, set = due, gate.set
      end
    end
  end
  for _, gate in ipairs(e.gates) do
    if gate.kind == 'debounce' and e.first then
      local verdict = debounce(e, gate, now, keep)
      if verdict then
        return verdict
      end
    end
  end
  if later then
    return { 'later', later, what = 'rate-limited', why = set }
  end
  local list = concurrency_list(e)
  if #list > 0 then
    set = concurrency_blocks(e, list, lease, server)
    if set then
      park(e, set, list, now)
      return { 'parked', set }
    end
  end
  return nil
end
