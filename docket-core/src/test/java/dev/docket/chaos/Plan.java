package dev.docket.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What will be done to the system, and when: drawn from a seed, the same for the same seed.
 *
 * @param faults in the order of their times
 */
record Plan(List<Fault> faults) {

  /** The time between two faults is drawn from here, so that they fall into each other. */
  private static final int SHORTEST_GAP = 200;

  private static final int LONGEST_GAP = 1400;

  /**
   * One thing to do.
   *
   * @param after ms since the beginning
   * @param target which process, counted around
   * @param millis how long, for what lasts
   */
  record Fault(int id, Kind kind, int after, int target, int millis) {}

  /** Whom a fault befalls. */
  enum Lane {
    PROCESSES,
    REDIS
  }

  /** Which Redis a fault can be done to. */
  enum Needs {
    ANY,
    STANDALONE,
    SENTINEL
  }

  /** What can be done. */
  enum Kind {
    KILL_WORKER("kill", Lane.PROCESSES, Needs.ANY, 20, 0, 0),
    STOP_WORKER("stop", Lane.PROCESSES, Needs.ANY, 10, 50, 700),
    STOP_WORKER_PAST_LEASE("stop", Lane.PROCESSES, Needs.ANY, 12, 4000, 9500),
    DRAIN_WORKER("drain", Lane.PROCESSES, Needs.ANY, 6, 0, 0),
    KILL_PRODUCER("kill", Lane.PROCESSES, Needs.ANY, 5, 0, 0),
    STOP_PRODUCER("stop", Lane.PROCESSES, Needs.ANY, 4, 50, 3000),
    CUT_ONE("cut", Lane.REDIS, Needs.ANY, 8, 0, 0),
    CUT_ALL("cut", Lane.REDIS, Needs.ANY, 6, 0, 0),
    CUT_SUBSCRIBERS("cut", Lane.REDIS, Needs.ANY, 3, 0, 0),
    FLUSH_SCRIPTS("flush", Lane.REDIS, Needs.ANY, 6, 0, 0),
    CLIENT_PAUSE("client-pause", Lane.REDIS, Needs.ANY, 4, 50, 2500),
    PAUSE_REDIS("pause", Lane.REDIS, Needs.STANDALONE, 5, 50, 700),
    PAUSE_REDIS_PAST_SILENCE("pause", Lane.REDIS, Needs.STANDALONE, 3, 3200, 5000),
    RESTART_REDIS("restart", Lane.REDIS, Needs.STANDALONE, 4, 0, 0),
    KILL_REDIS("restart", Lane.REDIS, Needs.STANDALONE, 4, 100, 2500),
    FAILOVER("failover", Lane.REDIS, Needs.SENTINEL, 4, 0, 0),
    CRASH_MASTER("crash", Lane.REDIS, Needs.SENTINEL, 3, 0, 0);

    /** The word in the journal. */
    final String word;

    final Lane lane;
    final Needs needs;
    final int weight;
    final int shortest;
    final int longest;

    Kind(String word, Lane lane, Needs needs, int weight, int shortest, int longest) {
      this.word = word;
      this.lane = lane;
      this.needs = needs;
      this.weight = weight;
      this.shortest = shortest;
      this.longest = longest;
    }

    boolean suits(boolean sentinel) {
      return needs == Needs.ANY || (needs == Needs.SENTINEL) == sentinel;
    }
  }

  static Plan draw(long seed, int count, boolean sentinel) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < kind.weight && kind.suits(sentinel); i++) {
        kinds.add(kind);
      }
    }
    List<Fault> faults = new ArrayList<>();
    int after = 1000;
    for (int id = 0; id < count; id++) {
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      int millis = random.nextInt(kind.shortest, kind.longest + 1);
      faults.add(new Fault(id, kind, after, random.nextInt(1 << 20), millis));
      after += random.nextInt(SHORTEST_GAP, LONGEST_GAP);
    }
    return new Plan(List.copyOf(faults));
  }

  List<Fault> of(Lane lane) {
    return faults.stream().filter(fault -> fault.kind().lane == lane).toList();
  }

  /** When the last fault begins, in ms since the beginning. */
  int length() {
    return faults.isEmpty() ? 0 : faults.getLast().after();
  }
}
