-- Strikes or restores. The stream keeps the strikes in force and, for a minute, the restores, so
-- that it does not grow with history.
-- KEYS 1 {p}:stream
-- ARGV 1 strike | restore, 2 task, 3 parameter, 4 operator, 5 value (JSON), 6 reason, 7 author, 8 at
-- Result: 1 when this changed anything
--! use base

local strikes = P .. 'strikes'
local found = 0
local old = int(server_ms() - 60000)
for _, entry in ipairs(call('XRANGE', strikes, '-', '+')) do
  local f = {}
  for i = 1, #entry[2], 2 do
    f[entry[2][i]] = entry[2][i + 1]
  end
  local same = f.task == ARGV[2] and f.parameter == ARGV[3] and f.operator == ARGV[4] and f.value == ARGV[5]
  if same and f.op == 'strike' then
    found = found + 1
    if ARGV[1] == 'strike' then
      return 0
    end
    call('XDEL', strikes, entry[1])
  elseif f.op == 'restore' and tonumber(string.match(entry[1], '^%d+')) < tonumber(old) then
    call('XDEL', strikes, entry[1])
  end
end
if ARGV[1] == 'restore' and found == 0 then
  return 0
end
call('XADD', strikes, '*', 'op', ARGV[1], 'task', ARGV[2], 'parameter', ARGV[3], 'operator', ARGV[4],
  'value', ARGV[5], 'reason', ARGV[6], 'author', ARGV[7], 'at', ARGV[8])
call('PUBLISH', P .. 'struck', ARGV[1])
return 1
