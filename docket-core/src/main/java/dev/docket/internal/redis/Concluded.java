package dev.docket.internal.redis;

import dev.docket.ExecutionState;
import java.util.ArrayList;
import java.util.List;

/** An execution that a script ended other than by settling its run. */
public record Concluded(ExecutionState state, String task) {

  /** Of a line {@code <state> <task>}. */
  static Concluded of(String line) {
    int space = line.indexOf(' ');
    return new Concluded(
        ExecutionState.valueOf(line.substring(0, space)), line.substring(space + 1));
  }

  /** What scripts put after their own answers: state, task, state, task, … */
  static List<Concluded> after(List<Object> reply, int answers) {
    List<Concluded> all = new ArrayList<>();
    for (int i = answers; i + 1 < reply.size(); i += 2) {
      all.add(
          new Concluded(ExecutionState.valueOf((String) reply.get(i)), (String) reply.get(i + 1)));
    }
    return all;
  }
}
