package dev.docket.junit;

/** What it means that a test ends while work is pending on its dockets. */
public enum Leftovers {
  /** Nothing. It is removed. */
  ALLOW,

  /** The test fails, and the failure lists what is left and why it has not run. */
  FAIL
}
