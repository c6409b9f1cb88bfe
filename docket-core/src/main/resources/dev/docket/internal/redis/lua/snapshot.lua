-- What is on the docket at one moment: how much, and all of it unless that is too much for one call.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 the most executions that are read
-- Result: { now, how many, 1 when they follow, else 0 }, then each key and its record as { field, value, … }:
--      those queued, parked and scheduled, '' and '', those that run
--! use base, group, order, cursor, places, whole

local most = tonumber(ARGV[2])
local total = call('XLEN', STREAM) + call('ZCARD', PARKED) + call('ZCARD', SCHEDULE)
local reply = { clock(ARGV[1]), total, total <= most and 1 or 0 }

local function add(key, record)
  reply[#reply + 1] = key
  reply[#reply + 1] = record
end

local function add_all(place)
  local page = page_of(place, '', most)
  for i = 2, #page, 2 do
    add(page[i], whole(page[i]))
  end
end

if total <= most then
  add_all('queued')
  add_all('parked')
  add_all('scheduled')
  add('', '')
  add_all('running')
end
return reply
