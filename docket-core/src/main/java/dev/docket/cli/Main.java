package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.behavior.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command {@code docket}. It exits with 0 when all went well, 1 on an unexpected error, 2 on
 * wrong usage, 3 when nothing was found, 4 when Docket refused, 5 when Redis cannot be reached; a
 * command may have codes of its own.
 */
@Command(
    name = "docket",
    description = "Background tasks on Redis streams: run workers, look, switch off and on again.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.ERROR)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Main implements Runnable {

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The root of a command. */
  static Main of(CommandSpec command) {
    return (Main) command.root().userObject();
  }

  Terminal terminal() {
    return terminal;
  }

  /** Called without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }

  /**
   * Runs a command and ends the JVM.
   *
   * @param args the command with its options
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs a command.
   *
   * @param args the command with its options
   * @return the exit code
   */
  public static int run(String... args) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.detect(environment);
    CommandLine line = commandLine(environment, terminal);
    line.setExecutionStrategy(
        parsed -> {
          LogSettings.applyDefaults(environment, terminal, parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    return line.execute(args);
  }

  /**
   * Runs a command, for a jar that is there for one of them.
   *
   * @param fallback the command when the arguments name none: they are empty, or begin with an
   *     option that is not {@code --help} or {@code --version}
   * @param args the command with its options, or options only
   * @return the exit code
   */
  public static int runOr(String fallback, String... args) {
    return run(withFallback(fallback, args));
  }

  /**
   * Waits until the process is asked to end, by SIGTERM or SIGINT: for a command that serves. What
   * it has open is then closed in order, and the process ends with what the command returns. A
   * second signal ends the process at once.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  public static void awaitSignal() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Signals.to(
        signal -> {
          if (asked.getCount() == 0) {
            Runtime.getRuntime().halt(Signals.codeOf(signal));
          }
          asked.countDown();
        });
    asked.await();
  }

  static String[] withFallback(String fallback, String... args) {
    boolean named =
        args.length > 0
            && (!args[0].startsWith("-")
                || Stream.of("-h", "--help", "-V", "--version").anyMatch(args[0]::equals));
    return named
        ? args
        : Stream.concat(Stream.of(fallback), Stream.of(args)).toArray(String[]::new);
  }

  static CommandLine commandLine(Map<String, String> environment, Terminal terminal) {
    CommandLine line = new CommandLine(new Main(terminal));
    Stream.of(
            new WorkerCommand(),
            new StrikeCommand(),
            new RestoreCommand(),
            new StrikesCommand(),
            new ClearCommand(),
            new SnapshotCommand(),
            new WatchCommand(),
            new CancelCommand(),
            new FailedCommand(),
            new RequeueCommand(),
            new TasksCommand(),
            new WorkersCommand(),
            new DashboardCommand(),
            new VersionCommand(),
            new GenerateCompletion())
        .forEach(line::addSubcommand);
    addProvided(line);
    Failures failures = new Failures(environment, terminal);
    return line.registerConverter(Duration.class, Main::duration)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setDefaultValueProvider(new EnvironmentDefaults(environment))
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF));
  }

  private static void addProvided(CommandLine line) {
    try {
      for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
        CommandLine provided = new CommandLine(provider.command());
        line.getCommandSpec().removeSubcommand(provided.getCommandName());
        line.addSubcommand(provided);
      }
    } catch (ServiceConfigurationError e) {
      line.getErr().println("docket: a command could not be added: " + e.getMessage());
    }
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  static String version() {
    return Objects.requireNonNullElse(
        Docket.class.getPackage().getImplementationVersion(), "development");
  }

  /** The version for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"docket " + version()};
    }
  }
}
