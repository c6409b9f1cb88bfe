package dev.docket.junit;

import dev.docket.Execution;
import dev.docket.ExecutionEvent;

/** Beats with the events of an execution, until it has ended. */
final class Listening {

  private final Pulse pulse = new Pulse();

  // Guarded by this.
  private AutoCloseable subscription = () -> {};
  private boolean ended;

  private Listening() {}

  static Pulse to(Execution<?> execution) {
    Listening listening = new Listening();
    AutoCloseable subscription = execution.subscribe(listening::heard);
    listening.subscribed(subscription);
    return listening.pulse;
  }

  private synchronized void subscribed(AutoCloseable made) {
    subscription = made;
    if (ended) {
      end();
    }
  }

  private synchronized void heard(ExecutionEvent event) {
    pulse.beat();
    if (event.state().isTerminal()) {
      ended = true;
      end();
    }
  }

  private void end() {
    try {
      subscription.close();
    } catch (Exception e) {
      throw new IllegalStateException("Could not end the subscription", e);
    }
  }
}
