package dev.docket.cli;

import dev.docket.cli.Terminal.Style;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns. On a terminal the widest columns are cut until a row fits; elsewhere nothing is
 * lost.
 */
final class Table {

  private static final int GAP = 2;
  private static final int NARROWEST = 8;

  private final List<String> header;
  private final List<List<Cell>> rows = new ArrayList<>();

  Table(String... header) {
    this.header = List.of(header);
  }

  /** A text with a style. */
  record Cell(String text, Style style) {
    static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }
  }

  Table row(String... texts) {
    return row(Arrays.stream(texts).map(Cell::of).toArray(Cell[]::new));
  }

  Table row(Cell... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + header);
    }
    rows.add(
        Arrays.stream(cells)
            .map(cell -> new Cell(Text.visible(cell.text()), cell.style()))
            .toList());
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(PrintWriter out, Terminal terminal) {
    int[] widths = widths(terminal.width());
    print(out, terminal, widths, header.stream().map(t -> new Cell(t, Style.BOLD)).toList());
    rows.forEach(row -> print(out, terminal, widths, row));
  }

  private static void print(PrintWriter out, Terminal terminal, int[] widths, List<Cell> row) {
    StringBuilder line = new StringBuilder();
    int gap = 0;
    for (int n = 0; n < row.size(); n++) {
      Cell cell = row.get(n);
      String text = Text.cut(cell.text(), widths[n]);
      line.append(" ".repeat(gap)).append(terminal.paint(cell.style(), text));
      gap = widths[n] - text.codePointCount(0, text.length()) + GAP;
    }
    out.println(line.toString().stripTrailing());
  }

  private int[] widths(int available) {
    int[] widths = new int[header.size()];
    for (int n = 0; n < widths.length; n++) {
      int column = n;
      widths[n] =
          rows.stream()
              .map(row -> row.get(column).text())
              .mapToInt(text -> text.codePointCount(0, text.length()))
              .reduce(header.get(n).length(), Math::max);
    }
    long excess = Arrays.stream(widths).asLongStream().sum() + (widths.length - 1L) * GAP;
    for (excess -= available; excess > 0; excess--) {
      int widest = widest(widths);
      if (widths[widest] <= NARROWEST) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int n = 1; n < widths.length; n++) {
      if (widths[n] > widths[widest]) {
        widest = n;
      }
    }
    return widest;
  }
}
