package dev.docket.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The server inside {@code org.signal:embedded-redis:0.9.1}, unpacked once per user into a folder
 * named by its checksum. The checksums are written here, so that a later JVM needs to read nothing
 * of the jar. Any number of JVMs may unpack at once: each writes its own file and renames it.
 */
final class EmbeddedBinary {
  static final String CACHE_PROPERTY = "docket.redis.cache";
  private static final String PREFIX = "redis-server-7.0.15-";
  private static final Map<String, String> CHECKSUMS =
      Map.of(
          "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
          "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
          "linux-386", "19106984e15b7e7ce22c9a3296fe6a5f85c43a72894144f98b1fb572b823a936",
          "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
          "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private EmbeddedBinary() {}

  /**
   * Returns the unpacked server of this platform; an {@code IOException} says why there is none.
   */
  static Path unpack() throws IOException {
    String platform = platform();
    String checksum = CHECKSUMS.get(platform);
    if (checksum == null) {
      throw new IOException("it holds no server for " + platform);
    }
    Path folder = cache().resolve(checksum);
    Path file = folder.resolve("redis-server");
    if (!Files.isExecutable(file)) {
      Files.createDirectories(folder);
      try (InputStream in = resource(PREFIX + platform)) {
        write(in, file, checksum);
      }
    }
    return file;
  }

  private static void write(InputStream in, Path file, String checksum) throws IOException {
    Path unfinished = Files.createTempFile(file.getParent(), "unpacking-", ".tmp");
    try {
      MessageDigest digest = sha256();
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(unfinished), digest)) {
        in.transferTo(out);
      }
      String actual = HexFormat.of().formatHex(digest.digest());
      if (!actual.equals(checksum)) {
        throw new IOException("its checksum is " + actual + " instead of " + checksum);
      }
      Files.setPosixFilePermissions(unfinished, PRIVATE);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** The folder must be ours alone: what lies in it gets executed. */
  private static Path cache() throws IOException {
    String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9._-]", "_");
    String chosen = System.getProperty(CACHE_PROPERTY);
    Path folder =
        chosen == null
            ? Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "docket-redis-" + user)
            : Path.of(chosen);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    Path probe = Files.createTempFile(folder, "owner-", ".tmp");
    boolean ours = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
    Files.delete(probe);
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(folder);
    if (!ours
        || granted.contains(PosixFilePermission.GROUP_WRITE)
        || granted.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "others can write to " + folder + "; name another folder by -D" + CACHE_PROPERTY);
    }
    return folder;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = EmbeddedBinary.class.getResourceAsStream("/" + name);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (in == null && context != null) {
      in = context.getResourceAsStream(name);
    }
    if (in == null) {
      throw new IOException("it is not on the class path");
    }
    return in;
  }

  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os;
    return switch (arch) {
      case "amd64", "x86_64" -> system + "-amd64";
      case "aarch64", "arm64" -> system + "-arm64";
      case "x86", "i386", "i686" -> system + "-386";
      default -> system + "-" + arch;
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
