package dev.docket.chaos;

import static dev.docket.chaos.Evidence.NEVER;

import dev.docket.chaos.Evidence.Ban;
import dev.docket.chaos.Evidence.Disruption;
import dev.docket.chaos.Evidence.Ran;
import dev.docket.chaos.Evidence.Sent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the lines of all journals together. */
final class EvidenceReader {

  private final List<Line> sent = new ArrayList<>();
  private final Map<String, Line> answers = new HashMap<>();
  private final Map<String, Line> dropCalls = new HashMap<>();
  private final Map<String, Line> drops = new HashMap<>();
  private final List<Line> starts = new ArrayList<>();
  private final Map<String, Line> ends = new HashMap<>();
  private final Map<String, Line> settlements = new HashMap<>();
  private final Map<String, Line> faults = new LinkedHashMap<>();
  private final Map<String, Line> heals = new HashMap<>();
  private final List<Line> stalls = new ArrayList<>();
  private final Map<String, Map<String, Line>> bans = new LinkedHashMap<>();
  private final List<String> residue = new ArrayList<>();
  private int kept;

  private EvidenceReader() {}

  static Evidence read(Collection<Line> lines) {
    EvidenceReader reader = new EvidenceReader();
    lines.forEach(reader::take);
    return reader.evidence();
  }

  private void take(Line line) {
    switch (line.what()) {
      case "call" -> sent.add(line);
      case "ack" -> answers.put(line.text("n"), line);
      case "drop" -> dropCalls.putIfAbsent(line.text("n"), line);
      case "dropped" -> drops.putIfAbsent(line.text("n"), line);
      case "start" -> starts.add(line);
      case "end" -> ends.put(line.text("run"), line);
      case "settled" -> settlements.put(line.text("run"), line);
      case "fault" -> faults.put(line.text("id"), line);
      case "healed" -> heals.put(line.text("id"), line);
      case "stall" -> stalls.add(line);
      case "ban" ->
          bans.computeIfAbsent(line.text("id"), id -> new HashMap<>()).put(line.text("step"), line);
      case "residue" -> residue.add(line.text("text"));
      case "kept" -> kept += (int) line.number("keys");
      default -> {
        // For people only: errors that a process met.
      }
    }
  }

  private Evidence evidence() {
    List<Disruption> disruptions = disruptions();
    List<Ran> ran = new ArrayList<>();
    starts.forEach(start -> ran.add(ran(start, disruptions)));
    ran.sort(Comparator.comparingLong(Ran::claim).thenComparingLong(Ran::start));
    return new Evidence(
        sent.stream().map(this::sent).toList(),
        List.copyOf(ran),
        disruptions,
        bans.values().stream().map(EvidenceReader::ban).toList(),
        List.copyOf(residue),
        kept);
  }

  private List<Disruption> disruptions() {
    List<Disruption> all = new ArrayList<>();
    faults.forEach(
        (id, fault) -> {
          long until = at(heals.get(id));
          all.add(
              new Disruption(fault.text("kind"), fault.text("target"), fault.number("at"), until));
        });
    stalls.forEach(
        stall ->
            all.add(
                new Disruption(
                    stall.text("kind"),
                    stall.text("process"),
                    stall.number("from"),
                    stall.number("until"))));
    return List.copyOf(all);
  }

  private Sent sent(Line call) {
    String n = call.text("n");
    Line answer = answers.get(n);
    Line drop = drops.get(n);
    return new Sent(
        call.number("n"),
        call.text("op"),
        call.text("key"),
        call.text("task"),
        call.number("at"),
        at(answer),
        answer == null ? "" : answer.text("answer"),
        call.number("delay"),
        (int) call.number("last"),
        call.maybe("tenant").orElse(""),
        at(dropCalls.get(n)),
        drop == null || !drop.text("found").equals("true") ? NEVER : drop.number("at"));
  }

  private Ran ran(Line start, List<Disruption> disruptions) {
    String run = start.text("run");
    String worker = start.text("worker");
    long claim = start.number("claim");
    Line end = ends.get(run);
    Line settled = settlements.get(run);
    return new Ran(
        run,
        start.number("n"),
        start.text("key"),
        start.text("task"),
        (int) start.number("attempt"),
        (int) start.number("step"),
        worker,
        start.text("limit"),
        claim,
        start.number("at"),
        at(end),
        end == null ? "" : end.text("outcome"),
        at(settled),
        settled == null ? "" : settled.text("verdict"),
        live(worker, claim, disruptions));
  }

  /** Until when the process lived and was not paused past its lease, looking on from a claim. */
  private static long live(String worker, long claim, List<Disruption> disruptions) {
    return disruptions.stream()
        .filter(d -> d.target().equals(worker) && d.until() >= claim)
        .filter(EvidenceReader::endsLife)
        .mapToLong(Disruption::from)
        .min()
        .orElse(NEVER);
  }

  private static boolean endsLife(Disruption d) {
    return switch (d.kind()) {
      case "kill", "starved" -> true;
      case "stop", "stall" ->
          d.until() == NEVER || d.until() - d.from() >= Settings.LONG_PAUSE.toMillis();
      default -> false;
    };
  }

  private static Ban ban(Map<String, Line> steps) {
    Line any = steps.values().iterator().next();
    return new Ban(
        any.text("tenant"),
        at(steps.get("striking")),
        at(steps.get("struck")),
        at(steps.get("restoring")),
        at(steps.get("restored")));
  }

  private static long at(Line line) {
    return line == null ? NEVER : line.number("at");
  }
}
