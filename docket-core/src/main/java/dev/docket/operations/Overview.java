package dev.docket.operations;

import java.util.List;

/**
 * What a live view shows, read at once.
 *
 * @param status how the docket does now
 * @param history what became of runs, oldest minute first
 */
public record Overview(Status status, List<Minute> history) {

  /** Copies the list. */
  public Overview {
    history = List.copyOf(history);
  }
}
