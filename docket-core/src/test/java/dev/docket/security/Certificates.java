package dev.docket.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A private CA and a certificate for 127.0.0.1 that it signed, as PEM files, made by keytool. */
record Certificates(Path ca, Path cert, Path key) {

  private static final String PASSWORD = "changeit";

  static Certificates make(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Path request = folder.resolve("request.pem");
    Certificates made =
        new Certificates(
            folder.resolve("ca.pem"), folder.resolve("cert.pem"), folder.resolve("key.pem"));
    pair(store, "ca", "-ext", "bc:c");
    pair(store, "server");
    keytool(store, "-certreq", "-alias", "server", "-file", request.toString());
    keytool(
        store,
        "-gencert",
        "-alias",
        "ca",
        "-ext",
        "SAN=IP:127.0.0.1",
        "-rfc",
        "-infile",
        request.toString(),
        "-outfile",
        made.cert().toString());
    keytool(store, "-exportcert", "-alias", "ca", "-rfc", "-file", made.ca().toString());
    Files.writeString(made.key(), privateKey(store));
    return made;
  }

  private static void pair(Path store, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
    words.addAll(List.of("-dname", "CN=" + alias));
    words.addAll(List.of(more));
    keytool(store, words.toArray(String[]::new));
  }

  private static void keytool(Path store, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
  }

  private static String privateKey(Path store) throws IOException {
    try {
      Key key =
          KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray())
              .getKey("server", PASSWORD.toCharArray());
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
      return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
