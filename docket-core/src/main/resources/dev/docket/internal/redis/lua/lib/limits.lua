-- What is told of one concurrency set: name, max, { member, lapse, … }, { waiter, … }, number of waiters.

local function tell(reply, set, max, waiters, server)
  reply[#reply + 1] = set
  reply[#reply + 1] = max
  reply[#reply + 1] = call('ZRANGEBYSCORE', slots_of(set), server, '+inf', 'WITHSCORES')
  reply[#reply + 1] = call('ZRANGE', waiters_of(set), 0, waiters - 1)
  reply[#reply + 1] = call('ZCARD', waiters_of(set))
end
