package dev.docket.cli;

import dev.docket.cli.Terminal.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/** What a line of the log looks like. */
final class LogLines {

  private LogLines() {}

  private static String level(LogRecord record) {
    int level = record.getLevel().intValue();
    if (level >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (level >= Level.INFO.intValue()) {
      return "INFO";
    }
    return level >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }

  private static String stackTrace(LogRecord record) {
    if (record.getThrown() == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    record.getThrown().printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  /** Time in UTC, level, thread, logger, message. */
  static final class Plain extends Formatter {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord record) {
      String name = record.getLoggerName() == null ? "" : record.getLoggerName();
      return "%s %-5s [%s] %s - %s%n%s"
          .formatted(
              TIME.format(record.getInstant()),
              level(record),
              Thread.currentThread().getName(),
              name.substring(name.lastIndexOf('.') + 1),
              formatMessage(record),
              stackTrace(record));
    }
  }

  /** For a person at a terminal: local time, coloured level, message. */
  static final class Rich extends Formatter {
    private static final Terminal COLOURED = new Terminal(true, true, Integer.MAX_VALUE);

    private final DateTimeFormatter time =
        DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    @Override
    public String format(LogRecord record) {
      String level = level(record);
      Style style =
          switch (level) {
            case "ERROR" -> Style.RED;
            case "WARN" -> Style.YELLOW;
            case "INFO" -> Style.GREEN;
            default -> Style.DIM;
          };
      return "%s %s %s%n%s"
          .formatted(
              COLOURED.paint(Style.DIM, time.format(record.getInstant())),
              COLOURED.paint(style, Text.pad(level, 5)),
              formatMessage(record),
              stackTrace(record));
    }
  }

  /** One JSON object, with what the MDC holds. */
  static final class Json extends Formatter {
    @Override
    public String format(LogRecord record) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("time", record.getInstant().toString());
      line.put("level", level(record));
      line.put("thread", Thread.currentThread().getName());
      line.put("logger", String.valueOf(record.getLoggerName()));
      line.put("message", formatMessage(record));
      Map<String, String> context = MDC.getCopyOfContextMap();
      if (context != null && !context.isEmpty()) {
        line.put("context", context);
      }
      if (record.getThrown() != null) {
        line.put("error", stackTrace(record));
      }
      return dev.docket.internal.codec.Json.write(line) + "\n";
    }
  }
}
