package dev.docket.cli;

import dev.docket.Docket;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about one docket. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class DocketCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;

  @Override
  public final Integer call() throws Exception {
    Output output = output();
    prepare();
    try (Docket docket = connect(connection.builder())) {
      return run(docket, output);
    }
  }

  /** Checks what was given, before anything is connected. */
  void prepare() {}

  /** Connects; a command may set more before. */
  Docket connect(Docket.Builder builder) {
    return builder.build();
  }

  /** Does it, and returns the exit code. */
  abstract int run(Docket docket, Output output) throws Exception;

  final Output output() {
    return new Output(
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        Main.of(spec).terminal(),
        connection.json());
  }

  /** Something that was given is wrong. */
  final ParameterException wrong(String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
