package dev.docket.internal.telemetry;

import java.util.Locale;

/** What is counted, one constant per counter {@code docket_tasks_<name>}. */
public enum Event {
  ADDED("Adds that no strike refused, also those that found their key taken"),
  REPLACED("Replacements that no strike refused"),
  SCHEDULED("Executions that adds and replacements put on the docket"),
  CANCELLED("Executions that ended as cancelled"),
  STARTED("Runs that started"),
  STRICKEN("Executions that a strike refused or stopped"),
  COMPLETED("Executions that ended, well or not"),
  FAILED("Executions that failed, with no attempt left"),
  SUCCEEDED("Executions whose handler returned"),
  RETRIED("Runs that failed and are tried again"),
  PERPETUATED("Ended executions that scheduled their next"),
  REDELIVERED("Runs that started because an earlier delivery did not end"),
  SUPERSEDED("Deliveries and runs whose execution another one had taken over");

  private final String meaning;

  Event(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  String metric() {
    return "docket_tasks_" + name().toLowerCase(Locale.ROOT);
  }
}
