package dev.docket.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an execution is not running.
 *
 * @param reason what keeps it
 * @param text a sentence for people, without a full stop: who, what, how long
 * @param until when this is expected to change; null when it depends on others
 * @param blockedBy what it waits for: the key of the execution that has held the slot longest, the
 *     name of a worker, the text of a strike or the name of a task; null when there is none
 * @param around what stands in the text before and after {@code until}; null when the text does not
 *     say it
 * @param timeless the text without how long runs have lasted already or workers been silent, for
 *     who goes by a clock that stands still, or knows it better; the text itself when it says
 *     nothing of the kind
 */
public record Explanation(
    Reason reason,
    String text,
    @Nullable Instant until,
    @Nullable String blockedBy,
    @Nullable Around around,
    String timeless) {

  /**
   * The words of a sentence around a time, for who says the time in a way of their own: in a zone,
   * or as a countdown.
   *
   * @param before up to the time, with a space at its end
   * @param after from there on; may be empty
   */
  public record Around(String before, String after) {}

  /**
   * An explanation whose text does not say how long a run has lasted.
   *
   * @param reason as in the record
   * @param text as in the record
   * @param until as in the record
   * @param blockedBy as in the record
   * @param around as in the record
   */
  public Explanation(
      Reason reason,
      String text,
      @Nullable Instant until,
      @Nullable String blockedBy,
      @Nullable Around around) {
    this(reason, text, until, blockedBy, around, text);
  }

  /**
   * An explanation whose text says neither a time of what is to come nor how long a run has lasted.
   *
   * @param reason as in the record
   * @param text as in the record
   * @param until as in the record
   * @param blockedBy as in the record
   */
  public Explanation(
      Reason reason, String text, @Nullable Instant until, @Nullable String blockedBy) {
    this(reason, text, until, blockedBy, null);
  }

  /** What keeps an execution from running. */
  public enum Reason {
    /** Its due time has not come. */
    DUE_LATER,
    /** All slots of a concurrency limit are taken. */
    WAITS_FOR_SLOT,
    /** A rate limit has put it off. */
    RATE_LIMITED,
    /** It waits for quiet. */
    DEBOUNCED,
    /** It failed and waits for its next attempt. */
    RETRY,
    /** A strike is in force: it is cancelled, or its run skipped, when its turn comes. */
    STRUCK,
    /** There are workers, but none that can run its task. */
    NO_WORKER_KNOWS_IT,
    /** No worker is alive. */
    NO_WORKER,
    /** The workers that can run its task have no free permit. */
    ALL_WORKERS_BUSY,
    /** It is about to start. */
    BEING_DELIVERED,
    /** Its worker died, or hangs, and it goes to another. */
    BEING_REDELIVERED,
    /** It runs. */
    RUNNING,
    /** It has ended. */
    ENDED
  }
}
