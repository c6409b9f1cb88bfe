package dev.docket.junit;

import dev.docket.Progress;
import dev.docket.ProgressState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Progress that is kept instead of told. */
final class RecordedProgress implements Progress {

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock.
  private final List<String> messages = new ArrayList<>();
  private ProgressState state;

  RecordedProgress(Instant start) {
    this.state = new ProgressState(0, 100, null, start);
  }

  @Override
  public void total(long total) {
    atLeastOne("total", total);
    change(state -> new ProgressState(state.current(), total, state.message(), state.updatedAt()));
  }

  @Override
  public void increment() {
    increment(1);
  }

  @Override
  public void increment(long amount) {
    atLeastOne("amount", amount);
    change(
        state ->
            new ProgressState(
                state.current() + amount, state.total(), state.message(), state.updatedAt()));
  }

  @Override
  public void message(@Nullable String message) {
    change(
        state -> {
          if (message != null) {
            messages.add(message);
          }
          return new ProgressState(state.current(), state.total(), message, state.updatedAt());
        });
  }

  private void change(UnaryOperator<ProgressState> change) {
    lock.lock();
    try {
      state = change.apply(state);
    } finally {
      lock.unlock();
    }
  }

  ProgressState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  List<String> messages() {
    lock.lock();
    try {
      return List.copyOf(messages);
    } finally {
      lock.unlock();
    }
  }

  private static void atLeastOne(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(what, value));
    }
  }
}
