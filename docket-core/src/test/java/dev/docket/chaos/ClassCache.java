package dev.docket.chaos;

import dev.docket.local.LocalRedis;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Lets the many processes of a run start in a fraction of the time: the class path as jars only,
 * and an archive of the classes that they load (application class data sharing).
 */
final class ClassCache {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private ClassCache() {}

  /** The JVM options, class path included, with which children start; the folder must stay. */
  static List<String> options(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    List<String> plain = List.of("-cp", String.join(File.pathSeparator, jars));
    Path archive = folder.resolve("classes.jsa");
    train(plain, archive, folder);
    if (!Files.exists(archive)) {
      return plain;
    }
    List<String> quick = new ArrayList<>(plain);
    quick.add("-XX:SharedArchiveFile=" + archive);
    return quick;
  }

  private static void train(List<String> plain, Path archive, Path folder) {
    List<String> dumping = new ArrayList<>(plain);
    dumping.add("-XX:ArchiveClassesAtExit=" + archive);
    try (LocalRedis redis = LocalRedis.start()) {
      Child child = Child.start(dumping, Training.class, folder, "training", redis.url());
      if (!child.ends(PATIENCE)) {
        child.kill();
      }
    }
  }

  private static Path jar(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(each).toString();
        if (name.startsWith("dev/docket/") || !name.endsWith(".class")) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(each, out);
        }
      }
    }
    return jar;
  }
}
