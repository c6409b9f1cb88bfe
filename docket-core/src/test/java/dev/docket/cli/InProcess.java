package dev.docket.cli;

import dev.docket.internal.codec.Json;
import dev.docket.local.LocalRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;

/** The commands in this process, as a machine and as a person sees them. */
abstract class InProcess {

  static final LocalRedis REDIS = LocalRedis.shared("docket-cli-tests");

  final String docket = "cli-" + UUID.randomUUID();
  final Map<String, String> environment =
      new HashMap<>(Map.of("DOCKET_URL", REDIS.url(), "DOCKET_NAME", docket));
  StringWriter out = new StringWriter();
  StringWriter err = new StringWriter();

  int run(Terminal terminal, String... words) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = Main.commandLine(environment, terminal);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(words);
  }

  int run(String... words) {
    return run(Terminal.none(), words);
  }

  Object json(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.add("--json");
    run(all.toArray(String[]::new));
    return Json.readValue(out.toString());
  }
}
