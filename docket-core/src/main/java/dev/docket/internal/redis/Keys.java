package dev.docket.internal.redis;

import dev.docket.DocketException;

/**
 * Every key and channel of one docket that Java names. The docket's name in braces is the hash tag,
 * so that all of them share a slot; whatever a user names follows a prefix of ours and can collide
 * with nothing. The scripts build the same names in {@code lib/base.lua}.
 */
public record Keys(String docket) {

  /** The consumer group that all workers of a docket share. */
  public static final String GROUP = "docket-workers";

  public Keys {
    if (docket.isEmpty() || docket.indexOf('{') >= 0 || docket.indexOf('}') >= 0) {
      throw new DocketException(
          "A docket cannot be named \"%s\": the name must not be empty and must not contain braces, "
                  .formatted(docket)
              + "which mark the Redis Cluster hash tag");
    }
  }

  /** Whether a key or a channel is one of this docket's. */
  boolean owns(String name) {
    return name.startsWith(of(""));
  }

  public String stream() {
    return of("stream");
  }

  public String schedule() {
    return of("schedule");
  }

  public String strikes() {
    return of("strikes");
  }

  public String audit() {
    return of("audit");
  }

  public String run(String key) {
    return of("run:" + key);
  }

  public String stats(long minute) {
    return of("stats:" + minute);
  }

  public String workers() {
    return of("workers");
  }

  public String worker(String consumer) {
    return of("worker:" + consumer);
  }

  /** The workers that were lost. */
  public String lost() {
    return of("lost");
  }

  /** Channel: states of one execution. */
  public String state(String key) {
    return of("state:" + key);
  }

  /** Channel: progress of one execution. */
  public String progress(String key) {
    return of("progress:" + key);
  }

  /** Channel: one message to one subscriber, sent when its record was read. */
  public String mark(String id) {
    return of("mark:" + id);
  }

  /** Channel: cancel requests for running executions, {@code <epoch> <key>}. */
  public String cancel() {
    return of("cancel");
  }

  /** Channel: an earlier due time was scheduled. */
  public String wake() {
    return of("wake");
  }

  /** Channel: a strike or a restore was made. */
  public String struck() {
    return of("struck");
  }

  private String of(String rest) {
    return "{" + docket + "}:" + rest;
  }
}
