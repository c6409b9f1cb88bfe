package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.internal.codec.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that every command has: which docket, and how to print. */
final class Connection {

  @Option(names = "--docket", defaultValue = "${env:DOCKET_NAME:-docket}")
  private String name = "docket";

  @Option(names = "--url", defaultValue = "${env:DOCKET_URL:-redis://localhost:6379/0}")
  private String url = "redis://localhost:6379/0";

  @Option(names = "--json", description = "Print JSON")
  private boolean json;

  Docket open() {
    return open(builder -> {});
  }

  Docket open(Consumer<Docket.Builder> settings) {
    Docket.Builder builder = Docket.builder().url(url).name(name);
    settings.accept(builder);
    return builder.build();
  }

  void print(PrintWriter out, Object value, String text) {
    out.println(json ? Json.write(value) : text);
    out.flush();
  }

  int printAll(PrintWriter out, List<?> values) {
    if (json) {
      out.println(Json.write(values));
    } else {
      values.forEach(out::println);
    }
    out.flush();
    return values.isEmpty() ? 1 : 0;
  }
}
