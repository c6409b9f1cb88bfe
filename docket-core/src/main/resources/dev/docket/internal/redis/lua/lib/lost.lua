-- Workers that were not heard of any more and took no leave: what is known of them is kept for those who ask, in
-- {p}:lost as '<last seen>:<deliveries taken from it>:<consumer>', by when it was noticed.
local LOST, LOST_CAP, LOST_MS = P .. 'lost', 100, 604800000

-- What a large one held takes several sweeps, which add up to one note.
-- heard: its latest heartbeat, 0 when there was none; last: its latest sign of life
local function note_lost(consumer, heard, last, taken, server)
  local noticed, notes = server, call('ZREVRANGE', LOST, 0, -1, 'WITHSCORES')
  for i = 1, #notes, 2 do
    local at, before, who = string.match(notes[i], '^(%d+):(%d+):(.*)$')
    if who == consumer and tonumber(notes[i + 1]) >= heard then
      call('ZREM', LOST, notes[i])
      last, noticed, taken = tonumber(at), tonumber(notes[i + 1]), taken + tonumber(before)
    end
  end
  call('ZADD', LOST, int(noticed), int(last) .. ':' .. int(taken) .. ':' .. consumer)
  call('ZREMRANGEBYSCORE', LOST, '-inf', int(server - LOST_MS))
  call('ZREMRANGEBYRANK', LOST, 0, -LOST_CAP - 1)
  call('PEXPIRE', LOST, LOST_MS)
end
