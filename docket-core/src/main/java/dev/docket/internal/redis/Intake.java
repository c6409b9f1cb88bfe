package dev.docket.internal.redis;

import dev.docket.Disposition;
import dev.docket.DocketException;
import dev.docket.internal.redis.Submission.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Group commit for adds: while a call to Redis is under way, further submissions of any thread
 * collect and go together in the next one. A lone add is sent at once by its own thread. Nothing
 * waits for a timer.
 */
final class Intake {

  private static final int BATCH = 200;
  private static final int CALLS_UNDER_WAY = 2;

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;
  private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final ReentrantLock order = new ReentrantLock();

  // What tells one submission from another, of any process.
  private final String own =
      Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36) + ".";
  private final AtomicLong submissions = new AtomicLong();

  Intake(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  CompletableFuture<Disposition> submit(Submission submission) {
    Pending pending = new Pending(submission, new CompletableFuture<>());
    waiting.add(pending);
    flush();
    return pending.answer();
  }

  List<CompletableFuture<Disposition>> submitAll(List<Submission> submissions) {
    List<CompletableFuture<Disposition>> answers = new ArrayList<>(submissions.size());
    for (Submission submission : submissions) {
      Pending pending = new Pending(submission, new CompletableFuture<>());
      waiting.add(pending);
      answers.add(pending.answer());
    }
    flush();
    return answers;
  }

  private void flush() {
    while (!waiting.isEmpty()) {
      if (calls.incrementAndGet() > CALLS_UNDER_WAY) {
        calls.decrementAndGet();
        // A call that ended between the two lines above has looked at the queue before we left it.
        if (calls.get() >= CALLS_UNDER_WAY) {
          return;
        }
        continue;
      }
      if (!sendNext()) {
        calls.decrementAndGet();
      }
    }
  }

  /** Takes and sends in one step: what was added first goes first, whichever thread sends it. */
  private boolean sendNext() {
    order.lock();
    try {
      List<Pending> batch = take();
      if (!batch.isEmpty()) {
        send(batch);
      }
      return !batch.isEmpty();
    } finally {
      order.unlock();
    }
  }

  private List<Pending> take() {
    List<Pending> batch = new ArrayList<>();
    Pending next;
    while (batch.size() < BATCH && (next = waiting.poll()) != null) {
      batch.add(next);
    }
    return batch;
  }

  private void send(List<Pending> batch) {
    Packed adds = new Packed(batch.size() * 7);
    for (Pending pending : batch) {
      Submission s = pending.submission();
      adds.add(s.key()).add(s.mode().word()).add(s.task()).add(s.args());
      adds.add(s.due()).add(s.trace()).add(s.mode() == Mode.FRESH ? "" : nextCall());
    }
    link.batch(Script.SCHEDULE, keys, adds, time.argument(), link.events())
        .whenComplete(
            (replies, thrown) -> {
              calls.decrementAndGet();
              if (!waiting.isEmpty()) {
                // What this thread, that of the connection, sends overtakes what others have sent.
                link.elsewhere(this::flush);
              }
              answer(batch, replies, thrown);
            });
  }

  private String nextCall() {
    return own + Long.toString(submissions.incrementAndGet(), 36);
  }

  private void answer(List<Pending> batch, List<String> replies, Throwable thrown) {
    for (int n = 0; n < batch.size(); n++) {
      CompletableFuture<Disposition> answer = batch.get(n).answer();
      if (thrown != null) {
        answer.completeExceptionally(thrown);
      } else {
        answer(batch.get(n), replies.get(n));
      }
    }
  }

  private void answer(Pending pending, String reply) {
    switch (reply) {
      case "scheduled" -> pending.answer().complete(Disposition.SCHEDULED);
      case "already" -> pending.answer().complete(Disposition.ALREADY_SCHEDULED);
      default ->
          pending
              .answer()
              .completeExceptionally(
                  new DocketException(
                      ("%s is not a record of this docket (WRONGTYPE), so nothing was added under its"
                              + " key. Somebody else wrote it; look at it and delete it.")
                          .formatted(keys.run(pending.submission().key()))));
    }
  }

  private record Pending(Submission submission, CompletableFuture<Disposition> answer) {}
}
