package dev.docket.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every block of Java in the documentation is a region of a test, so that it compiles and runs. A
 * region is what stands between the comments {@code // docs: name} and {@code // end}; regions of
 * one name in one file follow each other with a blank line between. Indentation does not count.
 */
class SnippetsTest {

  /** Blocks that no test can hold: file, start of the block, reason. */
  private static final List<Exempt> EXEMPT = List.of();

  private record Exempt(String file, String start, String reason) {}

  private record Block(String file, int line, List<String> code) {
    String place() {
      return file + ":" + line;
    }
  }

  /** Folders of what is made, and may come and go meanwhile. */
  private static final Set<String> OTHERS = Set.of("target", "node_modules", ".git");

  private static final Path ROOT = root();

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("README.md"))
        || !Files.isDirectory(folder.resolve("docs"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  @Test
  void every_block_of_java_in_the_docs_is_a_region_of_a_test() {
    Map<String, List<String>> regions = regions();

    List<String> missing = new ArrayList<>();
    for (Block block : blocks()) {
      if (!regions.containsValue(block.code()) && !isExempt(block)) {
        missing.add(
            "%s is no region \"// docs: name\" … \"// end\" of a test; the nearest is %s"
                .formatted(block.place(), nearest(block, regions)));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void every_region_is_in_the_docs() {
    Map<String, List<String>> unused = regions();
    blocks().forEach(block -> unused.values().removeIf(code -> code.equals(block.code())));

    assertThat(unused.keySet()).as("regions that no page shows").isEmpty();
  }

  @Test
  void every_exemption_is_needed_and_has_a_reason() {
    assertThat(EXEMPT)
        .allSatisfy(
            exempt -> {
              assertThat(exempt.reason()).isNotBlank();
              assertThat(blocks()).anyMatch(block -> matches(exempt, block));
            });
  }

  private static boolean isExempt(Block block) {
    return EXEMPT.stream().anyMatch(exempt -> matches(exempt, block));
  }

  private static boolean matches(Exempt exempt, Block block) {
    return block.file().equals(exempt.file())
        && String.join("\n", block.code()).startsWith(exempt.start());
  }

  private static String nearest(Block block, Map<String, List<String>> regions) {
    return regions.entrySet().stream()
        .max(Comparator.comparing(region -> common(block.code(), region.getValue())))
        .map(region -> region.getKey() + difference(block.code(), region.getValue()))
        .orElse("none at all");
  }

  private static long common(List<String> block, List<String> region) {
    Set<String> lines = new LinkedHashSet<>(region);
    return block.stream().filter(line -> !line.isEmpty() && lines.contains(line)).count();
  }

  private static String difference(List<String> block, List<String> region) {
    for (int n = 0; n < Math.max(block.size(), region.size()); n++) {
      String docs = n < block.size() ? block.get(n) : "nothing";
      String test = n < region.size() ? region.get(n) : "nothing";
      if (!docs.equals(test)) {
        return ", which differs in line %d:%n  docs: %s%n  test: %s".formatted(n + 1, docs, test);
      }
    }
    return "";
  }

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (Path page : files(ROOT, ".md")) {
      List<String> lines = lines(page);
      for (int n = 0; n < lines.size(); n++) {
        if (lines.get(n).strip().equals("```java")) {
          int start = n + 1;
          do {
            n++;
          } while (!lines.get(n).strip().equals("```"));
          blocks.add(
              new Block(
                  ROOT.relativize(page).toString(), start, stripped(lines.subList(start, n))));
        }
      }
    }
    return blocks;
  }

  private static Map<String, List<String>> regions() {
    Map<String, List<String>> regions = new LinkedHashMap<>();
    files(ROOT, ".java").stream()
        .filter(file -> file.toString().contains("src/test/java".replace('/', File.separatorChar)))
        .forEach(file -> collect(file, regions));
    return regions;
  }

  private static void collect(Path file, Map<String, List<String>> regions) {
    String name = null;
    for (String line : stripped(lines(file))) {
      if (line.startsWith("// docs: ")) {
        name = "\"%s\" of %s".formatted(line.substring(9), ROOT.relativize(file));
        List<String> before = regions.get(name);
        if (before != null) {
          before.add("");
        }
      } else if (line.equals("// end")) {
        trim(regions.getOrDefault(name, new ArrayList<>()));
        name = null;
      } else if (name != null) {
        regions.computeIfAbsent(name, key -> new ArrayList<>()).add(line);
      }
    }
    assertThat(name).as("a region without \"// end\"").isNull();
  }

  /** A blank line before the end is there for the formatter. */
  private static void trim(List<String> region) {
    while (!region.isEmpty() && region.getLast().isEmpty()) {
      region.removeLast();
    }
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
  }

  private static List<Path> files(Path folder, String end) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
              return OTHERS.contains(String.valueOf(inner.getFileName()))
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(end)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(found);
    return found;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
