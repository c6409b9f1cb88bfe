package dev.docket.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the output goes to.
 *
 * @param interactive whether a person looks at it
 * @param colours whether it may be coloured
 * @param width its columns; of no meaning when it is not interactive
 */
record Terminal(boolean interactive, boolean colours, int width) {

  private static final int DEFAULT_WIDTH = 80;
  private static final int NARROWEST = 40;

  /** Finds out about the standard output; colours are off with {@code NO_COLOR}. */
  static Terminal detect(Map<String, String> environment) {
    if (!isTerminal(System.console())) {
      return new Terminal(false, false, Integer.MAX_VALUE);
    }
    boolean colours =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(true, colours, Math.max(NARROWEST, width(environment)));
  }

  /** Not on a terminal: nothing is coloured, cut or drawn twice. */
  static Terminal none() {
    return new Terminal(false, false, Integer.MAX_VALUE);
  }

  String paint(Style style, String text) {
    return colours && style != Style.PLAIN ? "\033[" + style.code + "m" + text + "\033[0m" : text;
  }

  /** From Java 22 on there is a console without a terminal, and a method that tells. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static int width(Map<String, String> environment) {
    int told = number(environment.getOrDefault("COLUMNS", ""));
    int found = told > 0 ? told : number(sizeOfTerminal().replaceFirst("^\\d+ ", ""));
    return found > 0 ? found : DEFAULT_WIDTH;
  }

  private static String sizeOfTerminal() {
    try {
      Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** How text looks on a terminal. */
  enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }
}
