package dev.docket.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a process tells the driver that it works. */
final class Up {

  private Up() {}

  static Path marker(Path folder, String process) {
    return folder.resolve(process + ".up");
  }

  static void tell(Path folder, String process) {
    try {
      Files.createFile(marker(folder, process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
