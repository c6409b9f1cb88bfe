package dev.docket.dashboard;

import dev.docket.Docket;
import dev.docket.dashboard.web.PasswordHash;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard shows, and to whom.
 *
 * @param dockets the dockets to choose from, the first is shown first; they stay the caller's to
 *     close
 * @param readOnly whether every action is refused
 * @param showArguments whether arguments that are not marked {@code @Logged} are shown too
 * @param user the name to log in with; null when there is no login
 * @param passwordHash the hash of the password, as {@link #hash} makes it; null when there is no
 *     login
 * @param protectedByHost whether the application that this is mounted in decides who may come here;
 *     when it does not and there is no login, only browsers on this machine are answered
 */
public record DashboardOptions(
    List<Docket> dockets,
    boolean readOnly,
    boolean showArguments,
    @Nullable String user,
    @Nullable String passwordHash,
    boolean protectedByHost) {

  /** The environment variable that names the user. */
  public static final String USER_VARIABLE = "DOCKET_DASHBOARD_USER";

  /** The environment variable that holds the hash of the password. */
  public static final String HASH_VARIABLE = "DOCKET_DASHBOARD_PASSWORD_HASH";

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException when there is no docket, two have the same name, only one of
   *     user and hash is given, or the hash is none
   */
  public DashboardOptions {
    dockets = List.copyOf(dockets);
    if (dockets.isEmpty()) {
      throw new IllegalArgumentException("A dashboard needs a docket to show; give at least one");
    }
    if (dockets.stream().map(Docket::name).distinct().count() < dockets.size()) {
      throw new IllegalArgumentException(
          "Two dockets of one dashboard have the same name: "
              + dockets.stream().map(Docket::name).toList()
              + "; serve them on dashboards of their own");
    }
    if ((user == null) != (passwordHash == null)) {
      throw new IllegalArgumentException(
          "A login needs a user and the hash of a password; set both "
              + (USER_VARIABLE + " and " + HASH_VARIABLE + ", or neither"));
    }
    if (passwordHash != null) {
      PasswordHash.parse(passwordHash);
    }
  }

  /**
   * Starts with the defaults: all actions, arguments hidden unless {@code @Logged}, and the login
   * that the environment names, if any.
   *
   * @param dockets the dockets
   * @return the options
   * @throws IllegalArgumentException as the constructor does
   */
  public static DashboardOptions of(Docket... dockets) {
    return new DashboardOptions(
        Arrays.asList(dockets),
        false,
        false,
        variable(USER_VARIABLE),
        variable(HASH_VARIABLE),
        false);
  }

  private static @Nullable String variable(String name) {
    String value = System.getenv(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * Refuses or accepts actions.
   *
   * @param readOnly true to refuse them all
   * @return a copy
   */
  public DashboardOptions withReadOnly(boolean readOnly) {
    return new DashboardOptions(
        dockets, readOnly, showArguments, user, passwordHash, protectedByHost);
  }

  /**
   * Shows or hides arguments that are not marked {@code @Logged}.
   *
   * @param showArguments true to show them
   * @return a copy
   */
  public DashboardOptions withShowArguments(boolean showArguments) {
    return new DashboardOptions(
        dockets, readOnly, showArguments, user, passwordHash, protectedByHost);
  }

  /**
   * Asks for a login.
   *
   * @param user the name
   * @param passwordHash the hash of the password, as {@link #hash} makes it
   * @return a copy
   * @throws IllegalArgumentException when the hash is none
   */
  public DashboardOptions withCredentials(String user, String passwordHash) {
    return new DashboardOptions(
        dockets, readOnly, showArguments, user, passwordHash, protectedByHost);
  }

  /**
   * Leaves it to the application that this is mounted in who may come here. The user's name in the
   * audit log is then that of the request's principal.
   *
   * @return a copy
   */
  public DashboardOptions withHostProtection() {
    return new DashboardOptions(dockets, readOnly, showArguments, user, passwordHash, true);
  }

  /**
   * Tells whether there is a login.
   *
   * @return true when a user and a hash are set
   */
  public boolean hasLogin() {
    return user != null;
  }

  /**
   * Hashes a password with PBKDF2 (HMAC-SHA-256, 600,000 rounds, a random salt).
   *
   * @param password the password
   * @return the hash in the PHC format, {@code $pbkdf2-sha256$i=600000$salt$hash}
   * @throws IllegalArgumentException when the password is shorter than 8 characters
   */
  public static String hash(String password) {
    return PasswordHash.of(password).toString();
  }

  /** Without the hash of the password. */
  @Override
  public String toString() {
    return "DashboardOptions[dockets="
        + dockets.stream().map(Docket::name).toList()
        + (", readOnly=" + readOnly + ", showArguments=" + showArguments)
        + (", user=" + user + ", protectedByHost=" + protectedByHost + "]");
  }
}
