package dev.docket.chaos;

import java.util.Locale;

/** A way to break the engine on purpose, to prove that the checks notice. */
enum Sabotage {
  NONE,
  /** Every second worker sends no heartbeats, renews no leases, and takes long for each run. */
  NO_LEASES,
  /** A delivery is acknowledged and deleted before its handler runs, which takes its time. */
  ACK_BEFORE_RUN;

  static Sabotage of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
