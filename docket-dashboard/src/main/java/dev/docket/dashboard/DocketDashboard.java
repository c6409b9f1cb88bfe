package dev.docket.dashboard;

import dev.docket.Docket;
import dev.docket.dashboard.web.Guard;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dashboard with a web server of its own.
 *
 * <pre>{@code
 * try (DocketDashboard dashboard = DocketDashboard.start(docket, 8080)) {
 *   System.out.println("Open " + dashboard.address());
 *   …
 * }
 * }</pre>
 *
 * <p>Listens on the loopback interface only, unless a {@linkplain Builder#host host} is given,
 * which needs a login. Its threads are daemons. To mount it in a servlet container, see {@link
 * DashboardServlet}.
 */
public final class DocketDashboard implements AutoCloseable {

  private final JettyServer server;

  private DocketDashboard(JettyServer server) {
    this.server = server;
  }

  /**
   * Serves one docket, with the defaults.
   *
   * @param docket the docket, which stays the caller's to close
   * @param port where to listen; 0 for a free one
   * @return the dashboard, to be closed by the caller
   * @throws IllegalStateException when the port is taken
   */
  public static DocketDashboard start(Docket docket, int port) {
    return builder().docket(docket).port(port).start();
  }

  /**
   * Starts to build a dashboard with other settings.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns where it is.
   *
   * @return the address to open in a browser
   */
  public URI address() {
    return server.address();
  }

  /**
   * Returns the port that it listens on.
   *
   * @return the port
   */
  public int port() {
    return server.port();
  }

  /** Stops to serve. The dockets stay open. Closing again does nothing. */
  @Override
  public void close() {
    server.close();
  }

  /** Collects the settings of a dashboard. Not safe for use by several threads. */
  public static final class Builder {

    private final List<Docket> dockets = new ArrayList<>();
    private int port = 8080;
    private String host = "127.0.0.1";
    private String path = "/";
    private boolean readOnly;
    private boolean showArguments;
    private @Nullable String user;
    private @Nullable String passwordHash;

    private Builder() {}

    /**
     * Adds a docket to choose from. The first is shown first.
     *
     * @param docket the docket, which stays the caller's to close
     * @return this builder
     */
    public Builder docket(Docket docket) {
      dockets.add(docket);
      return this;
    }

    /**
     * Sets the port.
     *
     * @param port 8080 by default; 0 for a free one
     * @return this builder
     */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Sets the interface to listen on. Any other than the loopback interface needs credentials.
     *
     * @param host {@code 127.0.0.1} by default; {@code 0.0.0.0} for all interfaces
     * @return this builder
     */
    public Builder host(String host) {
      this.host = host;
      return this;
    }

    /**
     * Sets the path that all pages are below.
     *
     * @param path {@code /} by default; such as {@code /admin/docket}
     * @return this builder
     * @throws IllegalArgumentException when it does not start with a slash
     */
    public Builder path(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("The path \"" + path + "\" must start with a slash");
      }
      this.path = path.length() > 1 && path.endsWith("/") ? path.replaceAll("/+$", "") : path;
      return this;
    }

    /**
     * Refuses or accepts actions.
     *
     * @param readOnly false by default
     * @return this builder
     */
    public Builder readOnly(boolean readOnly) {
      this.readOnly = readOnly;
      return this;
    }

    /**
     * Shows or hides arguments that are not marked {@code @Logged}.
     *
     * @param showArguments false by default
     * @return this builder
     */
    public Builder showArguments(boolean showArguments) {
      this.showArguments = showArguments;
      return this;
    }

    /**
     * Asks for a login. By default the environment decides, with {@code DOCKET_DASHBOARD_USER} and
     * {@code DOCKET_DASHBOARD_PASSWORD_HASH}.
     *
     * @param user the name
     * @param passwordHash as {@link DashboardOptions#hash} makes it
     * @return this builder
     */
    public Builder credentials(String user, String passwordHash) {
      this.user = user;
      this.passwordHash = passwordHash;
      return this;
    }

    /**
     * Starts to serve.
     *
     * @return the dashboard, to be closed by the caller
     * @throws IllegalArgumentException when there is no docket, a credential is wrong, or the host
     *     is not this machine only and there are no credentials
     * @throws IllegalStateException when the port is taken
     */
    public DocketDashboard start() {
      DashboardOptions options =
          DashboardOptions.of(dockets.toArray(Docket[]::new))
              .withReadOnly(readOnly)
              .withShowArguments(showArguments);
      if (user != null && passwordHash != null) {
        options = options.withCredentials(user, passwordHash);
      }
      if (!options.hasLogin() && !Guard.isLoopback(host)) {
        throw new IllegalArgumentException(
            "A dashboard on \""
                + host
                + "\" can be opened from elsewhere, so it needs a login; set "
                + (DashboardOptions.USER_VARIABLE + " and " + DashboardOptions.HASH_VARIABLE)
                + ", or call credentials(user, hash), or listen on 127.0.0.1");
      }
      return new DocketDashboard(JettyServer.start(options, host, port, path));
    }
  }
}
