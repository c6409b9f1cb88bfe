package dev.docket.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that was journaled, brought together. Times are milliseconds since the epoch, all of one
 * machine's clock, which is also that of Redis; {@link #NEVER} where something did not happen.
 *
 * @param residue what Redis still held at the end, one line for each thing that should not be there
 * @param kept how many keys were looked at for it
 */
record Evidence(
    List<Sent> sent,
    List<Ran> ran,
    List<Disruption> disruptions,
    List<Ban> bans,
    List<String> residue,
    int kept) {

  static final long NEVER = Long.MAX_VALUE;

  /**
   * One submission by a producer.
   *
   * @param op add, twice, later, replace, cancel or chain
   * @param called before the call
   * @param answered when Docket answered, NEVER when it did not
   * @param answer SCHEDULED, ALREADY_SCHEDULED or STRUCK; empty without one
   * @param delay the wanted delay in ms
   * @param dropCalled when a cancel or a replacement of it was first asked for
   * @param dropped when that was answered, NEVER when not, or when there was nothing to drop
   */
  record Sent(
      long n,
      String op,
      String key,
      String task,
      long called,
      long answered,
      String answer,
      long delay,
      int last,
      String tenant,
      long dropCalled,
      long dropped) {
    boolean acknowledged() {
      return answer.equals("SCHEDULED");
    }
  }

  /**
   * One run on a worker.
   *
   * @param worker the process that ran it, of which there was only one by that name
   * @param claim when Redis let it start
   * @param start when its handler began
   * @param end when its handler ended, NEVER when it did not
   * @param outcome ok, failed or interrupted; empty without an end
   * @param settled when Redis had acknowledged the outcome, NEVER when it did not
   * @param verdict what became of the outcome then
   * @param live until when its worker was alive and not paused past its lease, NEVER when it
   *     outlived the run
   */
  record Ran(
      String id,
      long n,
      String key,
      String task,
      int attempt,
      int step,
      String worker,
      String limit,
      long claim,
      long start,
      long end,
      String outcome,
      long settled,
      String verdict,
      long live) {

    /** The end of the time in which this run counts as running. */
    long over() {
      return Math.min(end, live);
    }

    /** Whether its worker was killed or paused before the outcome was known to be recorded. */
    boolean lost() {
      return live < settled;
    }

    boolean ok() {
      return outcome.equals("ok");
    }

    /** Redis accepted its outcome as that of the execution. */
    boolean accepted() {
      return settled != NEVER && !verdict.equals("SUPERSEDED");
    }

    boolean handedBack() {
      return outcome.equals("interrupted") && settled == NEVER;
    }
  }

  /**
   * Something that was done to the system.
   *
   * @param kind kill, stop, drain, stall, pause, restart, cut, flush, failover, crash, …
   * @param target a process, or {@code redis}
   */
  record Disruption(String kind, String target, long from, long until) {
    boolean touches(long begin, long end) {
      return from <= end && until >= begin;
    }

    /** A master died or was replaced without being asked: what it acknowledged last may be lost. */
    boolean losesWrites() {
      return kind.equals("crash");
    }
  }

  /** A strike of one tenant: in force between {@code struck} and {@code restoring}. */
  record Ban(String tenant, long striking, long struck, long restoring, long restored) {}

  Map<Long, List<Ran>> runsByNumber() {
    Map<Long, List<Ran>> runs = new HashMap<>();
    ran.forEach(run -> runs.computeIfAbsent(run.n(), n -> new ArrayList<>()).add(run));
    return runs;
  }

  /** Whether acknowledged writes of that time may have been lost with a master that crashed. */
  boolean mayBeLost(long begin, long end) {
    return lossy().anyMatch(d -> d.touches(begin, end));
  }

  /** What was done to the system at that time or a lease before it. */
  List<Disruption> about(long begin, long end) {
    long from = begin - Settings.LEASE.toMillis();
    return disruptions.stream().filter(d -> d.touches(from, end)).toList();
  }

  Stream<Disruption> lossy() {
    return disruptions.stream().filter(Disruption::losesWrites);
  }

  /** Whether connections to Redis were disturbed, so that a call may have been sent twice. */
  boolean disturbed(long begin, long end) {
    return disruptions.stream().anyMatch(d -> d.target().equals("redis") && d.touches(begin, end));
  }
}
