-- Every key of the docket, found by looking through the database; none in one with too many keys.
local function every_key(most)
  local found, cursor = {}, '0'
  if call('DBSIZE') > most then
    return found
  end
  repeat
    local page = call('SCAN', cursor, 'MATCH', pattern('*'), 'COUNT', 1000)
    cursor = page[1]
    for _, name in ipairs(page[2]) do
      found[#found + 1] = name
    end
  until cursor == '0'
  return found
end
