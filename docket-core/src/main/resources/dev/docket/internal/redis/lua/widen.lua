-- Makes a larger max known to sets in which somebody waits, and fills the places that it adds.
-- KEYS 1 {p}:stream
-- ARGV 1 slot lease ms, 2 the first line, 3 how many lines, then for each limit: owner, parameter ('' none), max
-- Result: { number of lines looked at, number of sets with a larger max }
--! use base, contest, slots

local lease, server, first = tonumber(ARGV[1]), server_ms(), tonumber(ARGV[2])
local limits = {}
for i = 4, #ARGV, 3 do
  local limit = ARGV[i] .. '\n' .. ARGV[i + 1]
  -- Tasks that share a scope may disagree; then nobody waits for longer than the most generous one says.
  limits[limit] = math.max(limits[limit] or 0, tonumber(ARGV[i + 2]))
end

-- The max of the limit that a set belongs to, or nil.
local function max_of(set)
  local read, name = pcall(cjson.decode, set)
  if read and type(name) == 'table' then
    return limits[tostring(name[1]) .. '\n' .. tostring(name[2] or '')]
  end
end

local lines, widened = call('ZRANGE', LINES, first, first + ARGV[3] - 1), 0
for _, set in ipairs(lines) do
  local max = max_of(set)
  if max and max > (tonumber(call('HGET', SETS, set) or 0) or 0) then
    call('HSET', SETS, set, int(max))
    wake(set, lease, server)
    widened = widened + 1
  end
end
return { #lines, widened }
