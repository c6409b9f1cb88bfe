package dev.docket.operations;

import dev.docket.behavior.LoggedAs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a task, from this process or from the live workers.
 *
 * @param name the name of the task
 * @param parameters the names of its parameters, in order
 * @param logged the parameters whose arguments may be shown, and how; all others are to be hidden
 * @param attempts how often it is tried; {@link Integer#MAX_VALUE} for ever
 * @param cadence when it runs by itself, as in {@link Recurring}; null when it does not
 * @param automatic whether workers put it on the docket by themselves
 * @param workers the names of the live workers that can run it, in order
 */
public record TaskInfo(
    String name,
    List<String> parameters,
    Map<String, LoggedAs> logged,
    int attempts,
    @Nullable String cadence,
    boolean automatic,
    List<String> workers) {

  /** Copies the lists and the map. */
  public TaskInfo {
    parameters = List.copyOf(parameters);
    logged = Collections.unmodifiableMap(new LinkedHashMap<>(logged));
    workers = Collections.unmodifiableList(new ArrayList<>(workers));
  }
}
