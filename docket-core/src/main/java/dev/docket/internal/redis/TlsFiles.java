package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import io.lettuce.core.SslOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * PEM files for TLS: whom to trust instead of what the JVM trusts, and who this is. They are looked
 * at before connecting, so that a wrong one is named.
 */
record TlsFiles(@Nullable Path ca, @Nullable Path cert, @Nullable Path key) {

  static TlsFiles of(String url, @Nullable String ca, @Nullable String cert, @Nullable String key) {
    if ((cert == null) != (key == null)) {
      throw new DocketConnectionException(
          "The Redis URL \"%s\" names %s; a client certificate needs both cert= and key="
              .formatted(url, cert == null ? "a key without a cert" : "a cert without a key"));
    }
    return new TlsFiles(
        certificates(url, "ca", ca), certificates(url, "cert", cert), readable(url, "key", key));
  }

  boolean isEmpty() {
    return ca == null && cert == null;
  }

  SslOptions options() {
    SslOptions.Builder builder = SslOptions.builder();
    if (ca != null) {
      builder.trustManager(ca.toFile());
    }
    if (cert != null && key != null) {
      builder.keyManager(cert.toFile(), key.toFile(), new char[0]);
    }
    return builder.build();
  }

  private static @Nullable Path readable(String url, String option, @Nullable String name) {
    if (name == null) {
      return null;
    }
    File file = new File(name);
    if (!file.isFile() || !file.canRead()) {
      throw wrong(url, option, name, "is not a file that can be read");
    }
    return file.toPath();
  }

  private static @Nullable Path certificates(String url, String option, @Nullable String name) {
    Path file = readable(url, option, name);
    if (file == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        throw wrong(url, option, String.valueOf(name), "holds no certificate");
      }
      return file;
    } catch (CertificateException | IOException e) {
      throw wrong(
          url,
          option,
          String.valueOf(name),
          "is not a file of PEM certificates: " + e.getMessage());
    }
  }

  private static DocketConnectionException wrong(
      String url, String option, String name, String why) {
    return new DocketConnectionException(
        "%s=%s in the Redis URL \"%s\" %s; name a PEM file".formatted(option, name, url, why));
  }
}
