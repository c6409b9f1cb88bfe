package dev.docket.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelTest {

  private static final int ROUNDS = 20_000;

  private static Seen<Integer> value(int value) {
    return new Seen<>(value, Instant.EPOCH, null);
  }

  private static Channel<Integer> toldOnce() {
    Channel<Integer> channel = new Channel<>(docket -> 0);
    channel.tell(value(1), channel.wanted());
    return channel;
  }

  @Test
  void who_comes_while_something_new_is_told_ends_with_the_new() throws Exception {
    List<Channel<Integer>> channels = IntStream.range(0, ROUNDS).mapToObj(n -> toldOnce()).toList();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    spinUntil(begun, round + 1);
                    Channel<Integer> channel = channels.get(round);
                    channel.tell(value(2), channel.wanted());
                    told.set(round + 1);
                  }
                });

    int older = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> seen = new ArrayList<>();
      Viewer<Integer> viewer = new Viewer<>(s -> seen.add(s.value()), Runnable::run);
      begun.set(round + 1);
      channels.get(round).add(viewer);
      spinUntil(told, round + 1);
      older += seen.getLast() == 2 ? 0 : 1;
    }

    reader.join();
    assertThat(older).as("how often the older value was told last").isZero();
  }

  /** A latch would wake one of the two too late for the other to be in its way. */
  private static void spinUntil(AtomicInteger count, int wanted) {
    for (int spins = 0; count.get() < wanted; spins++) {
      if (spins % 1_000 == 999) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
