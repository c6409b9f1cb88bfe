-- What outlives a renewal of the record of one execution: when it was added, what became of it, why
-- its latest attempt failed. `history` has a line for each step, of five fields with tabs between
-- them: ms, what, attempt, worker, detail.
local HISTORY_BYTES, DETAIL_BYTES = 4000, 300

local function life_of(key)
  local r = call('HMGET', RUN .. key, 'gen', 'epoch', 'task', 'when', 'added', 'history', 'attempt',
    'worker', 'started', 'waited', 'last_error', 'last_type', 'last_stack', 'call')
  return { gen = r[1], epoch = r[2], task = r[3], added = r[5] or r[4], history = r[6] or '',
    attempt = r[7] or '1', worker = r[8] or '', started = r[9], waited = r[10], call = r[14],
    failure = r[11] and { 'last_error', r[11], 'last_type', r[12] or '', 'last_stack', r[13] or '' } or {} }
end

-- Adds a step; the oldest go when there are too many.
local function note(life, at, what, detail)
  local plain = string.gsub(detail or '', '[\t\r\n]', ' ')
  if #plain > DETAIL_BYTES then
    -- Not in the middle of a character of several bytes.
    plain = string.gsub(string.sub(plain, 1, DETAIL_BYTES), '[\192-\255][\128-\191]*$', '') .. '…'
  end
  local text = life.history .. at .. '\t' .. what .. '\t' .. life.attempt .. '\t' .. life.worker ..
    '\t' .. plain .. '\n'
  while #text > HISTORY_BYTES do
    text = string.sub(text, string.find(text, '\n', 1, true) + 1)
  end
  life.history = text
end

-- What the latest step was, or nil when there is none.
local function last_step(history)
  return string.match(history, '\t?([^\t\n]*)\t[^\t\n]*\t[^\t\n]*\t[^\t\n]*\n$')
end

-- The same as note, but a step that only repeats the one before it is not told again.
local function note_once(life, at, what, detail)
  if last_step(life.history) ~= what then
    note(life, at, what, detail)
  end
end

-- What the record itself tells of the present attempt becomes steps, before it is overwritten.
local function note_attempt(life)
  local at, set = string.match(life.waited or '', '^(%d+) (.*)$')
  if at then
    note(life, at, 'parked', set)
  end
  if life.started then
    note(life, life.started, 'started', '')
  end
end

local function kept(life)
  return { 'added', life.added or '', 'call', life.call or '', 'history', life.history, unpack(life.failure) }
end
