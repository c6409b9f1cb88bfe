-- Counts what ends an execution without a run; runs are counted when they are settled.
local function count_end(what, task, server)
  local stats = P .. 'stats:' .. int(math.floor(server / 60000))
  call('HINCRBY', stats, what .. ':' .. (task or ''), 1)
  call('EXPIRE', stats, 86400)
end
