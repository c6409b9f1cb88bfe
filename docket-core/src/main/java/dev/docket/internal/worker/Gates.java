package dev.docket.internal.worker;

import dev.docket.TaskDefinition;
import dev.docket.behavior.Limit;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.GateSpec;
import dev.docket.internal.redis.SlotStore.LimitMax;
import dev.docket.internal.redis.SlotStore.SetName;
import dev.docket.internal.task.RegisteredTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns the limits of a task into gates for the arguments of one execution. */
final class Gates {

  private Gates() {}

  static List<GateSpec> of(TaskDefinition<?> definition, String args) {
    if (definition.limits().isEmpty()) {
      return List.of();
    }
    Map<String, String> values;
    try {
      values = Json.canonicalFields(args);
    } catch (DecodingException e) {
      return List.of(); // the run fails on it, with a better message
    }
    List<GateSpec> gates = new ArrayList<>();
    for (Limit limit : definition.limits()) {
      gates.add(gate(limit, definition.name(), values));
    }
    return gates;
  }

  /** The concurrency limits of these tasks. */
  static List<LimitMax> limits(List<RegisteredTask> tasks) {
    List<LimitMax> limits = new ArrayList<>();
    for (RegisteredTask task : tasks) {
      for (Limit limit : task.definition().limits()) {
        if (limit instanceof Limit.Concurrency c) {
          String name = task.definition().name();
          limits.add(LimitMax.of(name, c.scope(), c.parameter(), c.max()));
        }
      }
    }
    return limits;
  }

  private static GateSpec gate(Limit limit, String task, Map<String, String> values) {
    String parameter = limit.parameter();
    String value = parameter == null ? "" : values.getOrDefault(parameter, "null");
    String set = SetName.of(task, limit.scope(), parameter, value);
    return switch (limit) {
      case Limit.Concurrency c -> new GateSpec("concurrency", set, c.max(), 0, 0);
      case Limit.Rate r ->
          new GateSpec("rate", "rate:" + set, r.max(), r.per().toMillis(), r.drop() ? 1 : 0);
      case Limit.Cooldown c ->
          new GateSpec("cooldown", "cooldown:" + set, c.window().toMillis(), 0, 0);
      case Limit.Debounce d ->
          new GateSpec("debounce", "debounce:" + set, d.quiet().toMillis(), 0, 0);
    };
  }
}
