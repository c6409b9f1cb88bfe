package dev.docket.cli;

import dev.docket.Docket;
import picocli.CommandLine.Option;

/** Which docket a command is about, and how it answers. */
final class ConnectionOptions {

  @Option(
      names = "--docket",
      paramLabel = "NAME",
      defaultValue = "docket",
      description = "Name of the docket (env DOCKET_NAME; default: docket)")
  private String name = "docket";

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "redis://localhost:6379/0",
      description =
          "Where Redis is: redis://, rediss://, redis-cluster://, redis-sentinel://, unix://"
              + " (env DOCKET_URL; default: redis://localhost:6379/0)")
  private String url = "redis://localhost:6379/0";

  @Option(names = "--json", description = "Answer with JSON, for machines")
  private boolean json;

  Docket.Builder builder() {
    return Docket.builder().url(url).name(name);
  }

  boolean json() {
    return json;
  }
}
