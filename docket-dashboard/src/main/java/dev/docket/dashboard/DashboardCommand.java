package dev.docket.dashboard;

import dev.docket.Docket;
import dev.docket.Operations;
import dev.docket.cli.Main;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the dashboard until the process is told to end. */
@Command(name = "dashboard", description = "Serve the dashboard.")
final class DashboardCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      description = "Where Redis is (env DOCKET_URL; default: redis://localhost:6379/0).",
      defaultValue = "redis://localhost:6379/0")
  private String url = "";

  @Option(
      names = "--docket",
      split = ",",
      paramLabel = "NAME",
      description =
          "Names of dockets, by commas, or once for each (env DOCKET_NAME). Without any, all on"
              + " that Redis are shown.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--port",
      description =
          "Where to listen; 0 for a free port (env DOCKET_DASHBOARD_PORT; default: 8080).",
      defaultValue = "8080")
  private int port;

  @Option(
      names = "--host",
      description =
          "Interface to listen on; any but this machine's own needs --user and --password-hash"
              + " (default: 127.0.0.1).",
      defaultValue = "127.0.0.1")
  private String host = "";

  @Option(
      names = "--path",
      description = "Path that all pages are below (default: /).",
      defaultValue = "/")
  private String path = "";

  @Option(names = "--read-only", description = "Refuse every action.")
  private boolean readOnly;

  @Option(
      names = "--show-arguments",
      description = "Show arguments that are not marked @Logged, and results.")
  private boolean showArguments;

  @Option(names = "--user", description = "Name to log in with (env DOCKET_DASHBOARD_USER).")
  private @Nullable String user;

  @Option(
      names = "--password-hash",
      description =
          "Hash of the password, as --hash-password prints it"
              + " (env DOCKET_DASHBOARD_PASSWORD_HASH, which is better: others see options).")
  private @Nullable String passwordHash;

  @Option(names = "--hash-password", description = "Ask for a password, print its hash, and end.")
  private boolean hashPassword;

  @Spec private @Nullable CommandSpec spec;

  /** Called by the command line. */
  DashboardCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (hashPassword) {
      print(hashed());
      return 0;
    }
    List<Docket> dockets = new ArrayList<>();
    try {
      for (String name : dockets()) {
        dockets.add(Docket.connect(url, name));
      }
      serve(dockets);
      return 0;
    } finally {
      dockets.forEach(Docket::close);
    }
  }

  private String hashed() throws IOException {
    try {
      return DashboardOptions.hash(password());
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private List<String> dockets() {
    if (!names.isEmpty()) {
      return names;
    }
    List<String> found = Operations.docketsAt(url);
    if (found.isEmpty()) {
      throw wrong(
          "There is no docket on "
              + url.replaceFirst("//[^@/]*@", "//")
              + " yet; name one with --docket");
    }
    return found;
  }

  private void serve(List<Docket> dockets) throws InterruptedException {
    DocketDashboard.Builder builder =
        DocketDashboard.builder()
            .port(port)
            .host(host)
            .path(path)
            .readOnly(readOnly)
            .showArguments(showArguments);
    dockets.forEach(builder::docket);
    if (user != null && passwordHash != null) {
      builder.credentials(user, passwordHash);
    } else if (user != null || passwordHash != null) {
      throw wrong("A login needs both --user and --password-hash");
    }
    try (DocketDashboard dashboard = started(builder)) {
      print(
          "Docket dashboard of "
              + String.join(", ", dockets.stream().map(Docket::name).toList())
              + " at "
              + dashboard.address());
      Main.awaitSignal();
    }
  }

  private DocketDashboard started(DocketDashboard.Builder builder) {
    try {
      return builder.start();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings(
      "SystemConsoleNull") // null before JDK 22, and asked whether it is a terminal after
  private static String password() throws IOException {
    Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword("Password: ");
      return typed == null ? "" : new String(typed);
    }
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  private void print(String line) {
    if (spec == null) {
      throw new IllegalStateException("Not called by a command line");
    }
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private RuntimeException wrong(String message) {
    return spec == null
        ? new IllegalArgumentException(message)
        : new ParameterException(spec.commandLine(), message);
  }
}
