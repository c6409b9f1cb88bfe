package dev.docket.cli;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** The log of the process: one line for each record on the standard error. */
final class LogSettings {

  /** From which level on; the names are those of SLF4J and, of Python, CRITICAL. */
  @SuppressWarnings("ImmutableEnumChecker") // a Level never changes
  enum LogLevel {
    TRACE(Level.FINEST),
    DEBUG(Level.FINE),
    INFO(Level.INFO),
    WARNING(Level.WARNING),
    WARN(Level.WARNING),
    ERROR(Level.SEVERE),
    CRITICAL(Level.SEVERE),
    OFF(Level.OFF);

    private final Level level;

    LogLevel(Level level) {
      this.level = level;
    }
  }

  /** How a line looks. */
  enum LogFormat {
    PLAIN,
    RICH,
    JSON
  }

  /** Libraries that say at INFO what is of no use to operators. */
  private static final List<Logger> LIBRARIES =
      Stream.of("io.lettuce", "io.netty", "org.eclipse.jetty", "org.atmosphere", "com.vaadin")
          .map(Logger::getLogger)
          .toList();

  private LogSettings() {}

  /**
   * What a command gets that has no options for it: from WARNING on for those that answer and end,
   * from INFO on for those that another module adds.
   */
  static void applyDefaults(
      Map<String, String> environment, Terminal terminal, ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    boolean own =
        last.commandSpec()
            .userObject()
            .getClass()
            .getPackageName()
            .equals(Main.class.getPackageName());
    apply(
        named(LogLevel.class, environment.get("DOCKET_LOGGING_LEVEL"))
            .orElse(own ? LogLevel.WARNING : LogLevel.INFO),
        named(LogFormat.class, environment.get("DOCKET_LOGGING_FORMAT")).orElse(null),
        terminal);
  }

  /** A name that is none is no reason for a command to fail that has no such option. */
  private static <E extends Enum<E>> Optional<E> named(Class<E> type, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst();
  }

  static void apply(LogLevel level, @Nullable LogFormat format, Terminal terminal) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new Lines(System.err, formatter(format, terminal)));
    root.setLevel(level.level);
    Level quiet = level.level.intValue() > Level.WARNING.intValue() ? level.level : Level.WARNING;
    boolean all = level == LogLevel.TRACE;
    LIBRARIES.forEach(library -> library.setLevel(all ? level.level : quiet));
  }

  private static Formatter formatter(@Nullable LogFormat format, Terminal terminal) {
    if (format == null) {
      return terminal.colours() ? new LogLines.Rich() : new LogLines.Plain();
    }
    return switch (format) {
      case PLAIN -> new LogLines.Plain();
      case RICH -> new LogLines.Rich();
      case JSON -> new LogLines.Json();
    };
  }

  /** Writes each record at once. */
  private static final class Lines extends StreamHandler {
    Lines(OutputStream out, Formatter formatter) {
      super(out, formatter);
      setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord record) {
      super.publish(record);
      flush();
    }

    /** The stream belongs to the process. */
    @Override
    public void close() {
      flush();
    }
  }
}
