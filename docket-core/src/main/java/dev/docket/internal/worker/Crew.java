package dev.docket.internal.worker;

import dev.docket.internal.redis.RedisLink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engines that run on one docket object. When it is closed they are asked to stop, and what
 * they all need is freed by whoever is there last: the one who closes, or the last engine to end.
 * Safe for use by several threads.
 */
public final class Crew {

  private final RedisLink link;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch freed = new CountDownLatch(1);

  // Guarded by lock.
  private final List<Engine> engines = new ArrayList<>();
  private @Nullable Runnable freeing;

  public Crew(RedisLink link) {
    this.link = link;
  }

  /**
   * Takes an engine in, which leaves when it has ended.
   *
   * @throws IllegalStateException when the docket is closed
   */
  public void join(Engine engine) {
    lock.lock();
    try {
      if (freeing != null) {
        throw link.closed();
      }
      engines.add(engine);
    } finally {
      lock.unlock();
    }
  }

  void leave(Engine engine) {
    Runnable last;
    lock.lock();
    try {
      engines.remove(engine);
      last = engines.isEmpty() ? freeing : null;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      free(last);
    }
  }

  /**
   * Ends all engines, then frees what they used. Waits for that, unless the caller is interrupted
   * or is called by one of the engines, which would wait for it in turn.
   *
   * @param freeing what is done once, after the last engine has ended
   */
  public void dismiss(Runnable freeing) {
    List<Engine> present;
    boolean first;
    lock.lock();
    try {
      first = this.freeing == null;
      this.freeing = first ? freeing : this.freeing;
      present = List.copyOf(engines);
    } finally {
      lock.unlock();
    }
    if (first && present.isEmpty()) {
      free(freeing);
    }
    present.forEach(Engine::stop);
    if (present.stream().noneMatch(Engine::isInside)) {
      await(present.stream().map(Engine::vigil).toList());
    }
  }

  private void free(Runnable last) {
    try {
      last.run();
    } finally {
      freed.countDown();
    }
  }

  private void await(List<Vigil> vigils) {
    try {
      Vigil.await(freed, vigils);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
