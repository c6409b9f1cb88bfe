package dev.docket.dashboard.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Checks names and passwords, and slows down those who guess: after five failures, an address waits
 * half a minute. Safe for use by several threads; few passwords are hashed at a time, so that
 * guessers do not take the machine.
 */
final class Login {

  private static final int FREE_FAILURES = 5;
  private static final long PENALTY = Duration.ofSeconds(30).toNanos();
  private static final int MOST_ADDRESSES = 10_000;
  private static final int LONGEST_PASSWORD = 1_000;

  private final byte[] user;
  private final PasswordHash hash;
  private final LongSupplier nanos;
  private final Semaphore hashing = new Semaphore(2);
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private record Failures(int count, long last) {}

  enum Answer {
    WELCOME,
    WRONG,
    WAIT
  }

  Login(String user, PasswordHash hash, LongSupplier nanos) {
    this.user = user.getBytes(StandardCharsets.UTF_8);
    this.hash = hash;
    this.nanos = nanos;
  }

  /** Checks both, whatever the first says, so that the time it takes tells nothing. */
  @SuppressWarnings("ShortCircuitBoolean") // both are compared, so that time tells nothing
  Answer check(String address, String name, String password) {
    if (mustWait(address)) {
      return Answer.WAIT;
    }
    boolean nameFits = MessageDigest.isEqual(user, name.getBytes(StandardCharsets.UTF_8));
    if (password.length() > LONGEST_PASSWORD || !acquire()) {
      return Answer.WAIT;
    }
    boolean fits;
    try {
      fits = hash.matches(password) & nameFits;
    } finally {
      hashing.release();
    }
    note(address, fits);
    return fits ? Answer.WELCOME : Answer.WRONG;
  }

  private boolean acquire() {
    try {
      return hashing.tryAcquire(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean mustWait(String address) {
    lock.lock();
    try {
      Failures known = failures.get(address);
      if (known == null || known.count < FREE_FAILURES) {
        return false;
      }
      return nanos.getAsLong() - known.last < PENALTY;
    } finally {
      lock.unlock();
    }
  }

  private void note(String address, boolean fits) {
    lock.lock();
    try {
      if (fits) {
        failures.remove(address);
      } else {
        Failures known = failures.getOrDefault(address, new Failures(0, 0));
        failures.put(address, new Failures(known.count + 1, nanos.getAsLong()));
      }
    } finally {
      lock.unlock();
    }
  }
}
