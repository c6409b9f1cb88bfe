-- A page of the executions that are due and that no live worker knows: on the stream, or passed over by workers and
-- on the schedule for a while. Both places are looked at in one moment, since they go to and fro.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 cursor into the stream ('' first), 3 cursor into the schedule ('' first),
--      4 the most to look at in each
-- Result: { cursor into the stream, cursor into the schedule, 1 when nothing comes after them, else 0,
--      then for each task: its name, { key, waiting since, key, waiting since, … } }
--! use base, group, order, known, cursor

local now, server, limit = clock(ARGV[1]), server_ms(), tonumber(ARGV[4])
local found, reply = {}, { ARGV[2], ARGV[3], 1 }

local function add(task, key, since)
  local list = found[task]
  if not list then
    list = {}
    found[task] = list
    reply[#reply + 1] = task
    reply[#reply + 1] = list
  end
  list[#list + 1] = key
  list[#list + 1] = since
end

-- The record is looked at only where it may tell something else than the message: that it runs, or that
-- it has waited longer.
local last = last_delivered()
local function look_at_message(sid, m)
  local delivered = last and order_of(sid) <= order_of(last)
  local since = m.when
  if delivered or (m.gen or '1') ~= '1' then
    local r = fields_of(m.key, 'sid', 'state', 'unknown')
    if not r or (r[1] and r[1] ~= sid) or r[2] == 'RUNNING' then
      return
    end
    since = r[3] or since
  end
  add(m.task, m.key, since)
end

local entries = call('XRANGE', STREAM, ARGV[2] == '' and '-' or '(' .. ARGV[2], '+', 'COUNT', limit)
for _, entry in ipairs(entries) do
  local m = fields_of_message(entry)
  if m.key and m.task and not known_by_a_live_worker(m.task, server) then
    look_at_message(entry[1], m)
  end
  reply[1] = entry[1]
end

-- Those that were passed over are due again within the longest bounce.
local offset, horizon, later = offset_in(SCHEDULE, ARGV[3], false), now + LONGEST_BOUNCE, false
local members = call('ZRANGE', SCHEDULE, offset, offset + limit - 1, 'WITHSCORES')
for i = 1, #members, 2 do
  later = tonumber(members[i + 1]) > horizon
  if later then
    break
  end
  local r = fields_of(members[i], 'task', 'unknown')
  if r and r[1] and r[2] and not known_by_a_live_worker(r[1], server) then
    add(r[1], members[i], r[2])
  end
  reply[2] = members[i + 1] .. ':' .. members[i]
end

if #entries == limit or (#members == 2 * limit and not later) then
  reply[3] = 0
end
return reply
