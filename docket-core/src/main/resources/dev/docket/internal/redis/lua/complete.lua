-- Settles first runs that completed, for good, with nothing to keep but their arguments, as most do: without a
-- look at their records.
-- KEYS 1 {p}:stream
-- ARGV 1 now ('' = server time), 2 events heard | few | all, 3 execution ttl ms, 4 failed ttl ms,
--      5 stats minute, 6 number of stats, stats of two (field, amount),
--      then packed: their keys, their sids, their arguments, what each adds to the stats (see uncount_run)
-- Result: ended (all of them) | contested (nothing is done: finish.lua is to look), or a line for each: ended | superseded
--! use base, contest, conclude, aside, stats

local now, runs = clock(ARGV[1]), cmsgpack.unpack(ARGV[#ARGV])
local stamp, keep = int(now), retention(ARGV[3], ARGV[4])
local count = #runs / 4
local superseded, ended, done = nil, {}, {}

if contested_among(runs, count + 1, 2 * count) then
  return 'contested'
end
-- Where Redis refuses to write, it does so before anything is acknowledged.
count_runs(ARGV[5], 7, tonumber(ARGV[6]))
local somebody = ask_who_listens(ARGV[2], runs, 1, count)
-- A message that is not pending any more was settled by an earlier call, whose answer was lost, or was
-- acknowledged by hand; or a master that crashed has taken its delivery along.
local unseen = call('XACK', STREAM, GROUP, unpack(runs, count + 1, 2 * count)) == count

for n = 1, count do
  local key, sid = runs[n], runs[count + n]
  local r = not unseen and fields_of(key, 'sid', 'epoch', 'state')
  if r and r[1] ~= sid then
    -- Nobody contests it, so an earlier call has settled and counted it.
    uncount_run(ARGV[5], runs[3 * count + n])
    done[#done + 1] = sid
    local shown = r[1] == '' and r[2] == '1' and r[3] == 'COMPLETED'
    if not (shown or (not r[3] and keep.COMPLETED == 0)) then
      superseded = superseded or {}
      superseded[n] = true
    end
  elseif r and not is_own(r, sid, '1') then
    superseded = superseded or {}
    superseded[n] = true
  else
    local written = end_run(key, 'COMPLETED', stamp, keep, 'args', runs[2 * count + n])
    done[#done + 1] = sid
    if written then
      ended[#ended + 1] = stamp
      ended[#ended + 1] = key
      if somebody then
        announce(key, 'COMPLETED', now)
      end
    else
      superseded = superseded or {}
      superseded[n] = true
      if written == nil then
        put_aside_foreign(key, message(sid) or {}, now, keep)
      end
    end
  end
end

if #done > 0 then
  delete_acknowledged(done)
end
if #ended > 0 and keep.COMPLETED > 0 then
  index_ended('COMPLETED', ended, keep.COMPLETED)
end
if not superseded then
  return 'ended'
end
local replies = {}
for n = 1, count do
  replies[n] = superseded[n] and 'superseded' or 'ended'
end
return table.concat(replies, '\n')
