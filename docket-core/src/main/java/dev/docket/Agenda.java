package dev.docket;

import dev.docket.internal.codec.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Collects tasks and spreads them evenly over a window of time. With keys, scattering again changes
 * nothing while the first ones are pending. Not safe for use by several threads.
 */
public final class Agenda {

  private final List<Item> items = new ArrayList<>();

  private record Item(Object task, @Nullable String key) {}

  /** Creates an empty agenda. */
  public Agenda() {}

  /**
   * Adds a task.
   *
   * @param task a {@link Task} or a {@link ResultTask}
   * @return this agenda
   */
  public Agenda add(Object task) {
    items.add(new Item(Objects.requireNonNull(task, "task"), null));
    return this;
  }

  /**
   * Adds a task under a key.
   *
   * @param task a {@link Task} or a {@link ResultTask}
   * @param key any string that is not empty
   * @return this agenda
   */
  public Agenda add(Object task, String key) {
    items.add(new Item(Objects.requireNonNull(task, "task"), Objects.requireNonNull(key, "key")));
    return this;
  }

  /**
   * Schedules the tasks, evenly from now to the end of the window.
   *
   * @param docket where they are scheduled
   * @param over the length of the window, not negative
   * @return the executions, in the order in which the tasks were added
   * @throws IllegalArgumentException when the window is negative or a key is empty
   * @throws InvalidTaskException when one of the tasks cannot be added; then none is
   */
  public List<Execution<?>> scatter(Docket docket, Duration over) {
    return scatter(docket, over, new Options(null, null));
  }

  /**
   * Schedules the tasks, evenly from a start to the end of the window, both included. A single task
   * is put at its midpoint.
   *
   * @param docket where they are scheduled
   * @param over the length of the window, not negative
   * @param options where the window starts, and how much each time is varied
   * @return the executions, in the order in which the tasks were added
   * @throws IllegalArgumentException when the window is negative or a key is empty
   * @throws InvalidTaskException when one of the tasks cannot be added; then none is
   */
  public List<Execution<?>> scatter(Docket docket, Duration over, Options options) {
    if (over.isNegative()) {
      throw new IllegalArgumentException("The window is negative: " + over);
    }
    List<Placement> placements = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      TaskDefinition.of(item.task().getClass());
      Json.write(item.task());
      placements.add(new Placement(item.task(), schedule(item, offset(i, over), options)));
    }
    return placements.isEmpty() ? List.of() : docket.addAll(placements);
  }

  private Duration offset(int index, Duration over) {
    int last = items.size() - 1;
    return last == 0 ? over.dividedBy(2) : over.multipliedBy(index).dividedBy(last);
  }

  private static Schedule schedule(Item item, Duration offset, Options options) {
    Duration delay = offset.plus(randomJitter(options.jitter()));
    Duration kept = delay.isNegative() ? Duration.ZERO : delay;
    Instant start = options.start();
    Schedule schedule = start == null ? Schedule.in(kept) : Schedule.at(start.plus(kept));
    return item.key() == null ? schedule : schedule.withKey(item.key());
  }

  private static Duration randomJitter(@Nullable Duration jitter) {
    if (jitter == null || jitter.isZero()) {
      return Duration.ZERO;
    }
    double share = ThreadLocalRandom.current().nextDouble(-1, 1);
    return Duration.ofMillis(Math.round(jitter.toMillis() * share));
  }

  /**
   * How an agenda is scattered.
   *
   * @param start where the window starts; null for now, by the docket's clock
   * @param jitter by how much each time is varied at random, both ways, never before the start;
   *     null for not at all
   */
  public record Options(@Nullable Instant start, @Nullable Duration jitter) {
    /**
     * Checks the jitter.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Options {
      if (jitter != null && jitter.isNegative()) {
        throw new IllegalArgumentException("The jitter is negative: " + jitter);
      }
    }
  }
}
