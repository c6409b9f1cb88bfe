-- Counts runs that are settled: fields and amounts, from an argument on.
local function count_runs(minute, first, pairs)
  local stats = P .. 'stats:' .. minute
  for i = first, first + 2 * pairs - 2, 2 do
    call('HINCRBY', stats, ARGV[i], ARGV[i + 1])
  end
  if pairs > 0 then
    call('EXPIRE', stats, 86400)
  end
end

-- Takes back what count_runs has counted of one run, because an earlier call has counted it already.
-- run: its outcome, the bucket of its duration, its duration in ms, its task, with blanks between them.
local function uncount_run(minute, run)
  local what, bucket, millis, task = string.match(run, '^(%S+) (%d+) (%d+) (.*)$')
  local stats = P .. 'stats:' .. minute
  for field, amount in pairs({ [what] = 1, ['le' .. bucket] = 1, millis = tonumber(millis) }) do
    if amount > 0 and call('HINCRBY', stats, field .. ':' .. task, -amount) == 0 then
      call('HDEL', stats, field .. ':' .. task)
    end
  end
end

-- Counts what ends an execution without a run; runs are counted when they are settled.
local function count_end(what, task, server)
  local stats = P .. 'stats:' .. int(math.floor(server / 60000))
  call('HINCRBY', stats, what .. ':' .. (task or ''), 1)
  call('EXPIRE', stats, 86400)
end
