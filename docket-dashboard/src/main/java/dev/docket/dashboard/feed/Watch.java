package dev.docket.dashboard.feed;

/** Ends the watching. Ending it again does nothing. */
@FunctionalInterface
public interface Watch extends AutoCloseable {

  @Override
  void close();
}
