package dev.docket.junit;

/** What the Redis of a test consists of. */
public enum Topology {
  /** One server. */
  STANDALONE,
  /** A Redis Cluster of three masters. */
  CLUSTER,
  /** A master with a replica, watched by three Sentinels. */
  SENTINEL
}
