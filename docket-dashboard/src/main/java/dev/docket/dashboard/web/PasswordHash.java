package dev.docket.dashboard.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A PBKDF2 hash in the PHC format, {@code $pbkdf2-sha256$i=600000$salt$hash}. */
public final class PasswordHash {

  private static final int ROUNDS = 600_000;
  private static final int FEWEST_ROUNDS = 100_000;
  private static final int MOST_ROUNDS = 10_000_000;
  private static final int LENGTH = 32;
  private static final int SHORTEST_PASSWORD = 8;
  private static final Pattern FORMAT =
      Pattern.compile("\\$pbkdf2-sha256\\$i=(\\d{1,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password with a new salt. */
  public static PasswordHash of(String password) {
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          "The password has " + password.length() + " characters; use at least 8");
    }
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new PasswordHash(ROUNDS, salt, derive(password, salt, ROUNDS, LENGTH));
  }

  /** Reads a hash. The message of a refusal does not repeat it. */
  public static PasswordHash parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The password hash is not in the form $pbkdf2-sha256$i=600000$salt$hash; make one with"
              + " the command: docket dashboard --hash-password (and quote it in a shell, for its"
              + " dollar signs)");
    }
    int rounds = Integer.parseInt(matcher.group(1));
    byte[] hash = Base64.getDecoder().decode(matcher.group(3));
    if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS || hash.length < 16) {
      throw new IllegalArgumentException(
          "The password hash is too weak or too slow: it needs 100,000 to 10,000,000 rounds and 16"
              + " bytes or more, and has "
              + (rounds + " and " + hash.length));
    }
    return new PasswordHash(rounds, Base64.getDecoder().decode(matcher.group(2)), hash);
  }

  /** Compares in constant time. */
  public boolean matches(String password) {
    return MessageDigest.isEqual(hash, derive(password, salt, rounds, hash.length));
  }

  private static byte[] derive(String password, byte[] salt, int rounds, int length) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** In the PHC format. */
  @Override
  public String toString() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return ("$pbkdf2-sha256$i=" + rounds)
        + ("$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash));
  }
}
