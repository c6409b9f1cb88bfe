package dev.docket.junit;

/** Something that tests can connect to, whatever it runs in. */
interface RedisServer extends AutoCloseable {

  String url();

  /** What it is and where it comes from, for people. */
  String origin();

  /** Ends in order and starts again, with its data or without; returns when it is ready. */
  void restart(boolean keepData);

  /** Stops answering; connections stay open. */
  void pause();

  void resume();

  @Override
  void close();

  /** One that somebody else runs: it can be used, not disturbed. */
  record Given(String url) implements RedisServer {

    @Override
    public String origin() {
      return "the given URL";
    }

    @Override
    public void restart(boolean keepData) {
      throw notOurs();
    }

    @Override
    public void pause() {
      throw notOurs();
    }

    @Override
    public void resume() {
      throw notOurs();
    }

    private IllegalStateException notOurs() {
      return new IllegalStateException("The Redis at " + url + " was not started by this test");
    }

    @Override
    public void close() {}
  }
}
