-- Settles a batch of runs: the message goes, the record ends or is scheduled again, places are
-- given back, in one step. An answer of an older delivery or epoch changes nothing.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 execution ttl ms, 4 failed ttl ms,
--      5 slot lease ms, 6 stats minute, 7 number of stats, stats of two (field, amount),
--      then packed: how many, their keys, their sids, what each adds to the stats (see uncount_run),
--      then for each: epoch, state
--      ('' when this attempt is retried, else COMPLETED | FAILED | CANCELLED),
--      due of the next run ('' none, '+ms', 'ms'), its attempt, number of places, places of two (set, member),
--      number of fields, fields of two (name, value) that the record keeps: args, trace, error, result, …
-- Result: a line for each: ended | again | cancelled | superseded
--! use base, place, contest, slots, conclude, aside, history, stats, outcome

local now = clock(ARGV[1])
local stamp = int(now)
local keep, lease = retention(ARGV[3], ARGV[4]), tonumber(ARGV[5])
local replies, dropped, ended = {}, {}, { COMPLETED = {}, FAILED = {}, CANCELLED = {} }
local runs = cmsgpack.unpack(ARGV[#ARGV])
local count = tonumber(runs[1])

-- What is told of a settled run; nil when what is stored under its key is no record.
local function settle(key, epoch, cancel, state, due, attempt, ...)
  if cancel and state ~= 'COMPLETED' then
    state = 'CANCELLED'
  end
  if due ~= '' and not cancel then
    if state ~= '' then
      announce(key, state, now)
    end
    local fields, named = { ... }, {}
    for f = 1, #fields, 2 do
      named[fields[f]] = fields[f + 1]
    end
    schedule_next(key, epoch, state, due_at(due, now), attempt, named, now)
    return 'again'
  end
  local written = end_run(key, state, stamp, keep, ...)
  if not written then
    return written == false and 'superseded' or nil
  elseif keep[state] > 0 then
    local list = ended[state]
    list[#list + 1] = stamp
    list[#list + 1] = key
  end
  announce(key, state, now)
  return word_of(state)
end

-- Where Redis refuses to write, it does so before anything is acknowledged.
count_runs(ARGV[6], 8, tonumber(ARGV[7]))
ask_who_listens(ARGV[2], runs, 2, count + 1)
-- Runs whose messages nobody has acknowledged yet, and none of which is contested, are settled without a look at
-- their records.
local taken = contested_among(runs, count + 2, 2 * count + 1)
local unseen = not taken and call('XACK', STREAM, GROUP, unpack(runs, count + 2, 2 * count + 1)) == count

local i = 3 * count + 2
for n = 1, count do
  local key, sid, epoch, state = runs[n + 1], runs[n + count + 1], runs[i], runs[i + 1]
  local r = unseen and { sid, epoch } or fields_of(key, 'sid', 'epoch', 'cancel')
  local own = r and is_own(r, sid, epoch)
  local reply = r and not own and look_back({ key = key, sid = sid, epoch = epoch, state = state,
    due = runs[i + 2], contested = taken and taken[n], stats = runs[2 * count + 1 + n] }, r, keep, ARGV[6])
  local places = tonumber(runs[i + 4])
  local first = i + 5 + places * 2 + 1
  local last = first + runs[first - 1] * 2 - 1
  reply = reply or (own and settle(key, epoch, r[3], state, runs[i + 2], runs[i + 3], unpack(runs, first, last)))
  if places > 0 then
    release({ unpack(runs, i + 5, first - 2) }, lease, server_ms())
  end
  i = last + 1
  if not reply then
    put_aside_foreign(key, message(sid) or {}, now, keep)
  end
  if own or not r or r[1] ~= sid then
    dropped[#dropped + 1] = sid
  end
  replies[n] = reply or 'superseded'
end

if #dropped > 0 then
  if not unseen then
    call('XACK', STREAM, GROUP, unpack(dropped))
  end
  delete_acknowledged(dropped)
end
for state, pairs in pairs(ended) do
  if #pairs > 0 then
    index_ended(state, pairs, keep[state])
  end
end
return table.concat(replies, '\n')
