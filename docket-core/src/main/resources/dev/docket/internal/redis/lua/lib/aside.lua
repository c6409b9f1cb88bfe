-- Keeps what cannot be run as a failed execution, so that a reader finds it and nothing waits for it.
-- what: task, args, gen, when, attempt; each may be absent.
local function put_aside(key, what, now, keep, why)
  call('HSET', RUN .. key, 'state', 'FAILED', 'gen', what.gen or '1', 'task', what.task or '',
    'when', what.when or int(now), 'attempt', what.attempt or '1', 'args', what.args or '{}')
  conclude(key, 'FAILED', now, keep, why)
end

-- The same for a key under which something else than a record is stored: that stays as it is.
local function put_aside_foreign(key, what, now, keep)
  put_aside('malformed-' .. int(now) .. '-' .. key, what, now, keep, 'Malformed record: ' .. P .. 'run:' ..
    key .. ' is not a hash (WRONGTYPE); look at it, delete it, and add the task again')
end
