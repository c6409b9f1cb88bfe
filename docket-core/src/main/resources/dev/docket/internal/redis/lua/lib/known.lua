-- Which tasks a live worker can run, and how long those that none can run are put off.

-- Longest time after which a delivery that was passed over is offered again.
local LONGEST_BOUNCE = 30000

local known_tasks = nil

local function tasks_of_live_workers(server)
  local tasks, beats = {}, call('ZRANGE', P .. 'workers', 0, -1, 'WITHSCORES')
  for i = 1, #beats, 2 do
    local r = call('HMGET', P .. 'worker:' .. beats[i], 'tasks', 'silence')
    if r[1] and server - tonumber(beats[i + 1]) <= (tonumber(r[2]) or 0) then
      -- Somebody else's worker may tell garbage.
      local readable, names = pcall(cjson.decode, r[1])
      for _, name in ipairs(readable and type(names) == 'table' and names or {}) do
        tasks[name] = true
      end
    end
  end
  return tasks
end

local function known_by_a_live_worker(task, server)
  known_tasks = known_tasks or tasks_of_live_workers(server)
  return known_tasks[task] or false
end
