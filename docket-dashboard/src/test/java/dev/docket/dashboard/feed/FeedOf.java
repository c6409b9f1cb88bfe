package dev.docket.dashboard.feed;

import dev.docket.Docket;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** A feed whose threads a test chooses. */
public final class FeedOf {

  private FeedOf() {}

  public static DocketFeed docket(
      Docket docket, ScheduledExecutorService reader, Executor pushers) {
    return new DocketFeed(docket, reader, pushers);
  }
}
