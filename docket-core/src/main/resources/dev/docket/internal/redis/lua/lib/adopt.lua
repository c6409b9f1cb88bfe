-- A message without a record was written by a plain XADD, or has outlived its record: it counts.
-- Returns false when it is stale: its execution has ended or goes on elsewhere.
local function adopt(key, sid, now)
  local record, m = RUN .. key, message(sid)
  local state = call('HGET', record, 'state')
  if not m or (state and (m.gen or not INDEX[state])) then
    return false
  end
  renew_record(key, state)
  call('HSET', record, 'state', 'QUEUED', 'gen', m.gen or '1', 'task', m.task, 'when', m.when or int(now),
    'attempt', m.attempt or '1', 'sid', sid)
  return true
end
