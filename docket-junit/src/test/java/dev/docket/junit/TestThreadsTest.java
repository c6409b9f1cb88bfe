package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are known by their ids to whom they belong. */
class TestThreadsTest {

  private final CountDownLatch gate = new CountDownLatch(1);

  private void hang() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void open() {
    gate.countDown();
  }

  @Test
  void the_next_id_tells_the_thread_that_is_made() {
    TestThreads threads = new TestThreads();
    TestThreads.Mark mark = TestThreads.mark(threads);
    List<Thread> made =
        IntStream.range(0, 100)
            .mapToObj(n -> Thread.ofPlatform().name("made-" + n).start(this::hang))
            .toList();
    mark.close();
    Thread unmarked = Thread.ofPlatform().name("unmarked").start(this::hang);

    assertThat(threads.left())
        // A thread of the JVM that is made at the same moment may take the id of one.
        .hasSizeBetween(made.size() - 5, made.size())
        .allMatch(text -> text.startsWith("made-"))
        .noneMatch(text -> text.startsWith(unmarked.getName()));
  }
}
