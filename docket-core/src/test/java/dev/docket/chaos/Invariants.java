package dev.docket.chaos;

/** The names of the invariants, as the table shows them. */
final class Invariants {

  static final String RAN = "acknowledged adds ran to their end";
  static final String ALREADY = "'already scheduled' was true";
  static final String KNOWN = "every run was submitted";
  static final String EXTRA = "extra runs are explained by a fault";
  static final String ATTEMPTS = "attempts are counted right";
  static final String OVERLAP = "runs of a key do not overlap";
  static final String DROPPED = "nothing cancelled or replaced was claimed after";
  static final String EARLY = "nothing ran before it was due";
  static final String CHAIN = "each step of a chain has one successor";
  static final String CONCURRENCY = "concurrency limits were kept";
  static final String RATE = "rate limits were kept";
  static final String STRIKE = "strikes were obeyed within a second";
  static final String RESIDUE = "Redis is empty or expires";

  private Invariants() {}
}
