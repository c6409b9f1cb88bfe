package dev.docket.chaos;

import java.util.ArrayList;
import java.util.List;

/** What the check of one invariant found. Not safe for use by several threads. */
final class Finding {

  private final String invariant;
  private final List<String> violations = new ArrayList<>();
  private final List<String> excused = new ArrayList<>();
  private int checked;

  Finding(String invariant) {
    this.invariant = invariant;
  }

  void check(boolean holds, String otherwise, Object... details) {
    check(holds, false, otherwise, details);
  }

  /**
   * Counts one thing that was looked at.
   *
   * @param allowed whether it may be otherwise because a master that crashed took acknowledged
   *     writes with it; counted by itself
   */
  void check(boolean holds, boolean allowed, String otherwise, Object... details) {
    checked++;
    if (!holds) {
      (allowed ? excused : violations).add(otherwise.formatted(details));
    }
  }

  String invariant() {
    return invariant;
  }

  int checked() {
    return checked;
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  List<String> excused() {
    return List.copyOf(excused);
  }
}
