-- Settles a batch of runs: the message goes, the record ends or is scheduled again, places are
-- given back, in one step. An answer of an older delivery or epoch changes nothing.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | all, 3 execution ttl ms, 4 failed ttl ms,
--      5 slot lease ms, 6 stats minute, 7 number of stats, stats of two (field, amount),
--      then packed: for each key, sid, epoch,
--      state ('' when this attempt is retried, else COMPLETED | FAILED | CANCELLED),
--      due of the next run ('' none, '+ms', 'ms'), its attempt,
--      number of places, places of two (set, member),
--      number of fields, fields of two (name, value) that the record keeps: args, trace, error, result, …
-- Result: a line for each: ended | again | cancelled | superseded
--! use base, place, slots, conclude, aside, history

local now = clock(ARGV[1])
local stamp = int(now)
local keep, lease = retention(ARGV[3], ARGV[4]), tonumber(ARGV[5])
local ttl = { COMPLETED = ARGV[3], CANCELLED = ARGV[3], FAILED = ARGV[4] }
local replies, dropped, ended = {}, {}, { COMPLETED = {}, FAILED = {}, CANCELLED = {} }
local i = 8

local stats = P .. 'stats:' .. ARGV[6]
for _ = 1, tonumber(ARGV[7]) do
  call('HINCRBY', stats, ARGV[i], ARGV[i + 1])
  i = i + 2
end
if i > 8 then
  call('EXPIRE', stats, 86400)
end

local runs = cmsgpack.unpack(ARGV[i])

local function schedule_next(key, epoch, state, due, attempt, fields)
  local life = life_of(key)
  note_attempt(life)
  note(life, stamp, state == '' and 'retry' or string.lower(state), fields.error)
  life.failure = fields.error and { 'last_error', fields.error, 'last_type', fields.error_type,
    'last_stack', fields.error_stack } or {}
  renew_record(key, 'RUNNING', epoch, kept(life))
  place({ key = key, task = life.task, args = fields.args, gen = count_on(life.gen),
    attempt = attempt, due = due, trace = fields.trace or '', added = life.added }, now)
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
      named[runs[f]] = runs[f + 1]
    end
    schedule_next(key, epoch, state, due_at(due, now), attempt, named)
    return 'again'
  end
  local record = RUN .. key
  if keep[state] == 0 then
    call('DEL', record)
  else
    call('HSET', record, 'state', state, 'sid', '', 'finished', stamp, unpack(runs, first, last))
    call('PEXPIRE', record, ttl[state])
    local list = ended[state]
    list[#list + 1] = stamp
    list[#list + 1] = key
  end
  announce(key, state, now)
  return state == 'CANCELLED' and 'cancelled' or 'ended'
end

-- What an earlier call, whose answer was lost, has written.
local function answered_before(key, epoch, r)
  local state = r[1] == '' and r[2] == epoch and call('HGET', RUN .. key, 'state')
  return state and ended[state] and (state == 'CANCELLED' and 'cancelled' or 'ended')
end

local keys = {}
i = 1
while runs[i] do
  keys[#keys + 1] = runs[i]
  local fields = i + 7 + runs[i + 6] * 2
  i = fields + 1 + runs[fields] * 2
end
ask_who_listens(ARGV[2], keys)

i = 1
for n, key in ipairs(keys) do
  local sid, epoch, places = runs[i + 1], runs[i + 2], tonumber(runs[i + 6])
  local first = i + 7 + places * 2 + 1
  local last = first + runs[first - 1] * 2 - 1
  local r = fields_of(key, 'sid', 'epoch', 'cancel')
  if not r then
    put_aside_foreign(key, message(sid) or {}, now, keep)
    r = {}
  end
  if r[1] == sid and r[2] == epoch then
    replies[n] = settle(key, epoch, r[3], runs[i + 3], runs[i + 4], runs[i + 5], first, last)
    dropped[#dropped + 1] = sid
  else
    replies[n] = answered_before(key, epoch, r) or 'superseded'
    if r[1] ~= sid then
      dropped[#dropped + 1] = sid
    end
  end
  if places > 0 then
    release({ unpack(runs, i + 7, first - 2) }, lease, server_ms())
  end
  i = last + 1
end

if #dropped > 0 then
  drop_messages(dropped)
end
for state, pairs in pairs(ended) do
  if #pairs > 0 then
    index_ended(state, pairs, keep[state])
  end
end
return table.concat(replies, '\n')
