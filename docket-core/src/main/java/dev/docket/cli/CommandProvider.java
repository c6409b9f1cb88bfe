package dev.docket.cli;

/**
 * A command that another module adds to the command line, found by {@link java.util.ServiceLoader}.
 * It takes the place of a command of the same name.
 */
public interface CommandProvider {

  /**
   * Makes the command.
   *
   * @return a new object annotated with picocli's {@code Command} that is a {@code Runnable} or a
   *     {@code Callable<Integer>}
   */
  Object command();
}
