-- Puts executions on the docket: at most one pending or running execution per key.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 packed: for each
--      key, mode, task, args, due ('' now, '+ms' in, 'ms' at), trace, call
--      mode: add = keep what is pending; fresh = a generated key, so a record under it is our own
--      earlier call whose answer was lost; replace = swap what is pending
--      call: something unique to it, by which one that is sent again is known; or ''
-- Result: a line for each: scheduled | already | foreign (what is stored under its key is no record)
--! use base, place, contest, slots

local now = clock(ARGV[1])

-- What is there under a key; a generated one is looked up only when there is something.
local NOTHING = {}
local function known(key, mode)
  if mode == 'fresh' and call('EXISTS', RUN .. key) == 0 then
    return NOTHING
  end
  return fields_of(key, 'state', 'gen', 'epoch', 'sid', 'parked', 'granted', 'gates', 'call')
end

local adds = cmsgpack.unpack(ARGV[3])
local replies, keys, e = {}, {}, { attempt = '1' }
for i = 1, #adds, 7 do
  keys[#keys + 1] = adds[i]
end
ask_who_listens(ARGV[2], keys, 1, #keys)
for n, key in ipairs(keys) do
  local i = n * 7 - 6
  local mode, token = adds[i + 1], adds[i + 6]
  local old = known(key, mode)
  local state = old and old[1]
  local live = is_pending(state) or state == 'RUNNING'
  if not old then
    replies[n] = 'foreign'
  elseif (mode == 'fresh' and state) or (token ~= '' and old[8] == token) then
    replies[n] = 'scheduled'
  elseif mode == 'add' and live then
    replies[n] = 'already'
  else
    if is_pending(state) then
      withdraw(key, { state = state, sid = old[4], parked = old[5], granted = old[6], gates = old[7] })
    elseif state == 'RUNNING' then
      contest(old[4])
    end
    renew_record(key, state, old[3], token ~= '' and { 'call', token } or nil)
    e.key, e.task, e.args, e.trace = key, adds[i + 2], adds[i + 3], adds[i + 5]
    e.gen, e.epoch = count_on(old[2]), old[3] or nil
    e.due = (adds[i + 4] ~= '' or ARGV[1] ~= '') and due_at(adds[i + 4], now) or nil
    place(e, now)
    replies[n] = 'scheduled'
  end
end
return table.concat(replies, '\n')
