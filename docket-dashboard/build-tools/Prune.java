import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Deletes what the unpacked bundle does not need: the published one holds leftover copies of itself,
 * and the chunks of components that this dashboard does not use. Starts at the files that index.html
 * names and follows every name found in a kept file.
 */
public final class Prune {

  public static void main(String[] args) throws IOException {
    Path webapp = Path.of(args[0]);
    Path build = webapp.resolve("VAADIN/build");
    Set<String> scripts = new HashSet<>();
    try (Stream<Path> files = Files.list(build)) {
      files.map(f -> f.getFileName().toString()).filter(n -> !n.endsWith(".br")).forEach(scripts::add);
    }
    Set<String> kept = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    open.add(webapp.resolve("index.html"));
    while (!open.isEmpty()) {
      String text = Files.readString(open.remove(), StandardCharsets.UTF_8);
      for (String name : scripts) {
        if (text.contains(name) && !unused(build.resolve(name)) && kept.add(name)) {
          open.add(build.resolve(name));
        }
      }
    }
    if (kept.size() < 5) {
      throw new IllegalStateException(
          "Only " + kept + " of the bundle would stay: does " + webapp + "/index.html name its scripts?");
    }
    for (String name : scripts) {
      if (!kept.contains(name)) {
        Files.delete(build.resolve(name));
        Files.deleteIfExists(build.resolve(name + ".br"));
      }
    }
  }

  private static boolean unused(Path file) throws IOException {
    if (!file.getFileName().toString().startsWith("chunk-")) {
      return false;
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return text.contains("vaadin-map") || text.contains("vaadin-spreadsheet") || text.contains("vaadin-rich-text-editor");
  }
}
