-- Settles a batch of runs: the message goes, the record ends or is scheduled again, places are
-- given back, in one step. An answer of an older delivery or epoch changes nothing.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 execution ttl ms, 3 failed ttl ms, 4 slot lease ms,
--      5 stats minute, 6 number of stats, stats of two (field, amount),
--      then how many, then for each: key, sid, epoch,
--      state ('' when this attempt is retried, else COMPLETED | FAILED | CANCELLED),
--      due of the next run ('' none, '+ms', 'ms'), its attempt,
--      number of places, places of two (set, member),
--      number of fields, fields of two (name, value) that the record keeps: args, trace, error, result, …
-- Result: for each: ended | again | cancelled | superseded
--! use base, place, slots, conclude, aside

local now = clock(ARGV[1])
local keep, lease = retention(ARGV[2], ARGV[3]), tonumber(ARGV[4])
local replies, dropped, ended = {}, {}, { COMPLETED = {}, FAILED = {}, CANCELLED = {} }
local i = 7

local stats = P .. 'stats:' .. ARGV[5]
for _ = 1, tonumber(ARGV[6]) do
  call('HINCRBY', stats, ARGV[i], ARGV[i + 1])
  i = i + 2
end
if i > 7 then
  call('EXPIRE', stats, 86400)
end

local function schedule_next(key, epoch, due, attempt, fields)
  local old = call('HMGET', P .. 'run:' .. key, 'gen', 'task')
  renew_record(key, 'RUNNING', epoch)
  place({ key = key, task = old[2], args = fields.args, gen = (tonumber(old[1]) or 0) + 1,
    attempt = attempt, due = due, trace = fields.trace or '' }, now)
end

local function settle(key, epoch, cancel, state, due, attempt, first, last)
  if cancel and state ~= 'COMPLETED' then
    state = 'CANCELLED'
  end
  if due ~= '' and not cancel then
    if state ~= '' then
      announce(key, state, now)
    end
    local named = {}
    for f = first, last, 2 do
      named[ARGV[f]] = ARGV[f + 1]
    end
    schedule_next(key, epoch, due_at(due, now), attempt, named)
    return 'again'
  end
  local record = P .. 'run:' .. key
  if keep[state] == 0 then
    call('DEL', record)
  else
    call('HSET', record, 'state', state, 'sid', '', 'finished', now, unpack(ARGV, first, last))
    call('PEXPIRE', record, keep[state])
    local list = ended[state]
    list[#list + 1] = now
    list[#list + 1] = key
  end
  announce(key, state, now)
  return state == 'CANCELLED' and 'cancelled' or 'ended'
end

local count = tonumber(ARGV[i])
i = i + 1
for n = 1, count do
  local key, sid, epoch, places = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 6])
  local first = i + 7 + places * 2 + 1
  local last = first + tonumber(ARGV[first - 1]) * 2 - 1
  local r = fields_of(key, 'sid', 'epoch', 'cancel')
  if not r then
    put_aside_foreign(key, message(sid) or {}, now, keep)
    r = {}
  end
  if r[1] == sid and r[2] == epoch then
    replies[n] = settle(key, epoch, r[3], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], first, last)
    dropped[#dropped + 1] = sid
  else
    replies[n] = 'superseded'
    if r[1] ~= sid then
      dropped[#dropped + 1] = sid
    end
  end
  if places > 0 then
    release({ unpack(ARGV, i + 7, first - 2) }, lease, server_ms())
  end
  i = last + 1
end

if #dropped > 0 then
  call('XACK', STREAM, GROUP, unpack(dropped))
  call('XDEL', STREAM, unpack(dropped))
end
for state, pairs in pairs(ended) do
  if #pairs > 0 then
    index_ended(state, pairs, keep[state])
  end
end
return replies
