package dev.docket.examples;

import java.time.Duration;

/** One line of the orders file. */
record Order(long number, long customer, String card, long cents, Duration shipIn) {

  static Order parse(String line) {
    String[] fields = line.split(",", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "\"%s\" has %d fields; an order has 5: order,customer,card,cents,ship_in_ms"
              .formatted(line, fields.length));
    }
    try {
      return new Order(
          Long.parseLong(fields[0]),
          Long.parseLong(fields[1]),
          fields[2],
          Long.parseLong(fields[3]),
          Duration.ofMillis(Long.parseLong(fields[4])));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no order: %s".formatted(line, e.getMessage()), e);
    }
  }
}
