package dev.docket.dashboard.pages;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that an operator should know first.
 *
 * @param tone {@code bad}, {@code warn} or {@code info}
 * @param icon the name of its icon
 * @param title what it is; two hints with the same title are the same hint
 * @param text more about it
 * @param since since when; null when that is not known
 * @param way where to go for more
 */
record Hint(String tone, String icon, String title, String text, @Nullable Instant since, Way way) {

  private static final List<String> TONES = List.of("bad", "warn", "info");

  /**
   * A link.
   *
   * @param label what it says
   * @param page the page
   * @param parameters of its address
   */
  record Way(String label, String page, Map<String, String> parameters) {}

  static Hint bad(String icon, String title, String text, @Nullable Instant since, Way way) {
    return new Hint("bad", icon, title, text, since, way);
  }

  static Hint warn(String icon, String title, String text, @Nullable Instant since, Way way) {
    return new Hint("warn", icon, title, text, since, way);
  }

  boolean isWorseThan(Hint other) {
    return TONES.indexOf(tone) < TONES.indexOf(other.tone);
  }

  /** Whether something is wrong, rather than worth knowing. */
  boolean isTrouble() {
    return !tone.equals("info");
  }
}
