package dev.docket.cli;

import dev.docket.cli.Terminal.Style;
import dev.docket.internal.codec.Json;
import java.io.PrintWriter;

/**
 * Where a command puts what it found: one JSON document, or text for people.
 *
 * @param out the standard output
 * @param err what goes there is not part of the answer
 * @param terminal what the standard output goes to
 * @param json whether a machine reads
 */
record Output(PrintWriter out, PrintWriter err, Terminal terminal, boolean json) {

  /** Prints the value as JSON, or the line. */
  void tell(Object value, String line) {
    if (json) {
      out.println(Json.write(value));
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Prints the value as JSON, or the table, or instead of an empty table the line. */
  void tell(Object value, Table table, String whenEmpty) {
    if (json || table.isEmpty()) {
      tell(value, whenEmpty);
    } else {
      table.print(out, terminal);
      out.flush();
    }
  }

  /** Prints a further table for people; machines ask for it by itself. */
  void more(String heading, Table table) {
    if (!json) {
      out.println();
      out.println(terminal.paint(Style.BOLD, heading));
      table.print(out, terminal);
      out.flush();
    }
  }

  /** Prints a remark for people; machines get none. */
  void note(String line) {
    if (!json) {
      out.println(terminal.paint(Style.DIM, line));
      out.flush();
    }
  }

  /** Says why there is no answer. */
  void complain(String line) {
    err.println(terminal.paint(Style.RED, line));
    err.flush();
  }
}
