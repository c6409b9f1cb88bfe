package dev.docket.internal.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of metrics, each set made once: every run needs some several times. Tasks and workers
 * are as many as are deployed; names that come from elsewhere, such as foreign messages, must not
 * make them more and more, so that after {@link #MOST} sets the rest is {@code other}.
 */
final class Labels {

  static final int MOST = 1000;

  private static final AttributeKey<String> DOCKET = AttributeKey.stringKey("docket");
  private static final AttributeKey<String> TASK = AttributeKey.stringKey("task");
  private static final AttributeKey<String> WORKER = AttributeKey.stringKey("worker");

  private final String docket;
  private final Map<Label, Attributes> known = new ConcurrentHashMap<>();

  Labels(String docket) {
    this.docket = docket;
  }

  /** Those of a task on a worker; an empty name is left out. */
  Attributes of(String task, String worker) {
    Attributes present = known.get(new Label(task, worker));
    if (present != null) {
      return present;
    }
    if (known.size() >= MOST) {
      return attributes(new Label(task.isEmpty() ? "" : "other", worker.isEmpty() ? "" : "other"));
    }
    return known.computeIfAbsent(new Label(task, worker), this::attributes);
  }

  private Attributes attributes(Label label) {
    AttributesBuilder builder = Attributes.builder().put(DOCKET, docket);
    if (!label.task().isEmpty()) {
      builder.put(TASK, label.task());
    }
    if (!label.worker().isEmpty()) {
      builder.put(WORKER, label.worker());
    }
    return builder.build();
  }

  private record Label(String task, String worker) {}
}
