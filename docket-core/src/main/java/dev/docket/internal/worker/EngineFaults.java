package dev.docket.internal.worker;

import dev.docket.WorkerFaults;
import java.util.function.Supplier;

/** Faults of the engine that a worker runs at the moment. */
public record EngineFaults(Supplier<Engine> engine) implements WorkerFaults {

  @Override
  public void crash() {
    engine.get().crash();
  }

  @Override
  public void crashLongAgo() {
    Engine running = engine.get();
    running.crash();
    running.lapse();
  }

  @Override
  public void freeze() {
    engine.get().freeze(true);
  }

  @Override
  public void freezeLongAgo() {
    Engine running = engine.get();
    running.freeze(true);
    running.lapse();
  }

  @Override
  public void thaw() {
    engine.get().freeze(false);
  }

  @Override
  public void killConnections() {
    engine.get().killConnections();
  }
}
