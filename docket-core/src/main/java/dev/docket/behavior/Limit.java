package dev.docket.behavior;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A gate that an execution must pass before it starts. */
public sealed interface Limit {

  /**
   * Returns the parameter whose values are limited one by one.
   *
   * @return the name of a component; null when the limit is on the task as a whole
   */
  @Nullable String parameter();

  /**
   * Returns the scope.
   *
   * @return a name that separates or joins limits; empty for none
   */
  String scope();

  /**
   * At most so many at once.
   *
   * @param parameter the limited component; null for the task
   * @param max how many, at least 1
   * @param scope the scope; empty for none
   */
  record Concurrency(@Nullable String parameter, int max, String scope) implements Limit {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is below 1
     */
    public Concurrency {
      atLeastOne(max);
    }
  }

  /**
   * At most so many starts within a sliding window.
   *
   * @param parameter the limited component; null for the task
   * @param max how many, at least 1
   * @param per the length of the window
   * @param drop whether what is over the limit is cancelled rather than put off
   * @param scope the scope; empty for none
   */
  record Rate(@Nullable String parameter, int max, Duration per, boolean drop, String scope)
      implements Limit {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when the number is below 1 or the window is not positive
     */
    public Rate {
      atLeastOne(max);
      positive("per", per);
    }
  }

  /**
   * One start, then nothing for a while.
   *
   * @param parameter the limited component; null for the task
   * @param window how long what follows is cancelled
   * @param scope the scope; empty for none
   */
  record Cooldown(@Nullable String parameter, Duration window, String scope) implements Limit {
    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Cooldown {
      positive("the window", window);
    }
  }

  /**
   * One start, after nothing was added for a while.
   *
   * @param parameter the limited component; null for the task
   * @param quiet the quiet period
   * @param scope the scope; empty for none
   */
  record Debounce(@Nullable String parameter, Duration quiet, String scope) implements Limit {
    /**
     * Checks the quiet period.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Debounce {
      positive("the quiet period", quiet);
    }
  }

  private static void atLeastOne(int max) {
    if (max < 1) {
      throw new IllegalArgumentException("max is " + max + "; write at least 1");
    }
  }

  private static void positive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(what + " is " + duration + "; write at least 1ms");
    }
  }
}
