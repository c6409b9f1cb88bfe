package dev.docket.cli;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds one of the tasks that every worker runs. */
@Command(
    name = "tasks",
    description = "Add one of the tasks that every worker runs, to try things out.",
    subcommands = {
      TasksCommand.TraceCommand.class,
      TasksCommand.FailCommand.class,
      TasksCommand.SleepCommand.class
    })
final class TasksCommand {

  /** What the three have in common. */
  abstract static class AddCommand extends DocketCommand {

    @Option(
        names = "--delay",
        paramLabel = "DURATION",
        description = "Run it later, such as in 100ms, 5s, 10m, 1h, 2d (default: at once)")
    private @Nullable Duration delay;

    @Option(names = "--key", description = "Key of the execution (default: a new one)")
    private @Nullable String key;

    abstract Task task();

    @Override
    void prepare() {
      if ("".equals(key)) {
        throw wrong("--key is empty; leave it out for a new key");
      }
    }

    @Override
    int run(Docket docket, Output output) {
      Schedule schedule = delay == null ? Schedule.now() : Schedule.in(delay);
      Execution<Void> added = docket.add(task(), key == null ? schedule : schedule.withKey(key));
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("key", added.key());
      answer.put("taskName", added.taskName());
      answer.put("disposition", added.disposition());
      boolean done = added.disposition() == Disposition.SCHEDULED;
      if (done || output.json()) {
        output.tell(answer, Text.visible(added.key()));
      }
      if (!done) {
        output.complain(
            added.disposition() == Disposition.STRUCK
                ? "The task %s is struck; nothing was added".formatted(added.taskName())
                : "%s is pending or running already; nothing was added"
                    .formatted(Text.visible(added.key())));
      }
      return done ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  @Command(
      name = "trace",
      description = "Log a message at a worker.",
      footer = {"", "Example:", "  docket tasks trace 'Hello' --delay 100ms"})
  static final class TraceCommand extends AddCommand {

    @Parameters(paramLabel = "MESSAGE", defaultValue = "Howdy!", description = "Default: Howdy!")
    private String message = "";

    @Override
    Task task() {
      return new Trace(message);
    }
  }

  @Command(
      name = "fail",
      description = "Fail twice at a worker.",
      footer = {"", "Example:", "  docket tasks fail 'It was me' --key failing"})
  static final class FailCommand extends AddCommand {

    @Parameters(paramLabel = "MESSAGE", defaultValue = "Howdy!", description = "Default: Howdy!")
    private String message = "";

    @Override
    Task task() {
      return new Fail(message);
    }
  }

  @Command(
      name = "sleep",
      description = "Sleep at a worker.",
      footer = {"", "Example:", "  docket tasks sleep 2.5"})
  static final class SleepCommand extends AddCommand {

    @Parameters(paramLabel = "SECONDS", defaultValue = "1", description = "Default: 1")
    private double seconds;

    @Override
    void prepare() {
      super.prepare();
      if (!(seconds >= 0)) {
        throw wrong("SECONDS is %s; it must not be negative".formatted(seconds));
      }
    }

    @Override
    Task task() {
      return new Sleep(seconds);
    }
  }
}
