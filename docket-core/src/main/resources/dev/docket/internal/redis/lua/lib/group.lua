-- The consumer group of the stream.

-- The id of the message that was delivered last, or nil when there is no group. Messages up to it
-- are with workers; those after it are ready.
local function last_delivered()
  if call('EXISTS', STREAM) == 0 then
    return nil
  end
  for _, info in ipairs(call('XINFO', 'GROUPS', STREAM)) do
    local fields = {}
    for i = 1, #info, 2 do
      fields[info[i]] = info[i + 1]
    end
    if fields.name == GROUP then
      return fields['last-delivered-id']
    end
  end
  return nil
end
