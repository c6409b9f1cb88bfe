-- Channels of the docket that somebody listens to.
-- KEYS 1 {p}:stream
-- Result: { channel, channel, … }
--! use base

local found = {}
for _, channel in ipairs(call('PUBSUB', 'CHANNELS')) do
  if string.sub(channel, 1, #P) == P then
    found[#found + 1] = channel
  end
end
return found
