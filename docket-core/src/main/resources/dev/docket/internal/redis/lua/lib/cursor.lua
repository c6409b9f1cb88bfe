-- Pages of a sorted set. A cursor names the last member seen, by score and name, so that members which come
-- and go before it shift nothing.
local function offset_in(set, cursor, newest_first)
  local colon = string.find(cursor, ':', 1, true)
  if not colon then
    return 0
  end
  local score, key = string.sub(cursor, 1, colon - 1), string.sub(cursor, colon + 1)
  if call('ZSCORE', set, key) == score then
    return call(newest_first and 'ZREVRANK' or 'ZRANK', set, key) + 1
  elseif newest_first then
    return call('ZCOUNT', set, '(' .. score, '+inf')
  end
  return call('ZCOUNT', set, '-inf', '(' .. score)
end
