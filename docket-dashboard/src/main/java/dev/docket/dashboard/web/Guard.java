package dev.docket.dashboard.web;

import dev.docket.dashboard.DashboardOptions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every request of the dashboard: adds the security headers, refuses requests that
 * other sites make, and lets in who has logged in. Without a login it lets in browsers on this
 * machine only, unless the host application decides.
 */
public final class Guard extends HttpFilter {

  private static final long serialVersionUID = 1;

  /** The attribute of a session that says who is logged in. */
  public static final String USER = "dev.docket.dashboard.user";

  private static final String REALM = "Basic realm=\"Docket\", charset=\"UTF-8\"";

  private final transient DashboardOptions options;
  private final transient @Nullable Login login;

  /** Guards as the options say. */
  public Guard(DashboardOptions options) {
    this.options = options;
    this.login =
        options.hasLogin()
            ? new Login(
                Objects.requireNonNull(options.user()),
                PasswordHash.parse(Objects.requireNonNull(options.passwordHash())),
                System::nanoTime)
            : null;
  }

  /** Returns who is logged in, for the audit log. */
  public static String user(@Nullable HttpSession session) {
    return session != null && session.getAttribute(USER) instanceof String user ? user : "";
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    SecurityHeaders.add(response);
    if (madeByAnotherSite(request)) {
      refuse(response, "The request comes from another site.");
    } else if (login != null) {
      guardByLogin(login, request, response, chain);
    } else if (options.protectedByHost() || isLocal(request)) {
      chain.doFilter(request, response);
    } else {
      refuse(
          response,
          "This dashboard has no login, so it answers only browsers on its own machine. Set "
              + (DashboardOptions.USER_VARIABLE + " and " + DashboardOptions.HASH_VARIABLE)
              + ", or open it by way of an SSH tunnel.");
    }
  }

  private void guardByLogin(
      Login login, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = path(request);
    if (path.equals("/login")) {
      LoginPage.serve(login, request, response, this::welcome);
    } else if (!user(request.getSession(false)).isEmpty() || LoginPage.isPartOf(path)) {
      chain.doFilter(request, response);
    } else if (request.getHeader("Authorization") instanceof String header) {
      basic(login, header, request, response, chain);
    } else if (isNavigation(request)) {
      response.sendRedirect(base(request) + "/login");
    } else {
      response.setHeader("WWW-Authenticate", REALM);
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }

  /** For scripts and monitors. A browser uses the login page. */
  private void basic(
      Login login,
      String header,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    String[] pair = decoded(header).split(":", 2);
    Login.Answer answer =
        pair.length < 2
            ? Login.Answer.WRONG
            : login.check(request.getRemoteAddr(), pair[0], pair[1]);
    switch (answer) {
      case WELCOME -> {
        welcome(request, pair[0]);
        chain.doFilter(request, response);
      }
      case WRONG -> {
        response.setHeader("WWW-Authenticate", REALM);
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      }
      case WAIT -> {
        response.setHeader("Retry-After", "30");
        response.sendError(429);
      }
    }
  }

  private static String decoded(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return "";
    }
    try {
      return new String(
          Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** A new session id, so that nobody who knew the old one is let in with it. */
  private void welcome(HttpServletRequest request, String user) {
    HttpSession session = request.getSession(true);
    request.changeSessionId();
    session.setAttribute(USER, user);
  }

  private static void refuse(HttpServletResponse response, String why) throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().println(why);
  }

  private static boolean isNavigation(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
  }

  static String base(HttpServletRequest request) {
    return request.getContextPath() + request.getServletPath();
  }

  private static String path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path;
  }

  /** Requests that change something or open a channel carry an origin, which must be ours. */
  private static boolean madeByAnotherSite(HttpServletRequest request) {
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    if (!upgrade && request.getMethod().matches("GET|HEAD")) {
      return false;
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }
    String forwarded = request.getHeader("X-Forwarded-Host");
    String host = forwarded == null ? request.getHeader("Host") : forwarded;
    try {
      return host == null || !host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * Neither sent on by a proxy nor by way of a name that a stranger may have pointed at this
   * machine.
   */
  private static boolean isLocal(HttpServletRequest request) {
    if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) {
      return false;
    }
    return isLoopback(request.getRemoteAddr()) && isLoopback(request.getServerName());
  }

  /** Tells whether a host is this machine, by its name or address. Looks nothing up. */
  public static boolean isLoopback(String host) {
    String plain = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (plain.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!plain.matches("[0-9.]+|[0-9a-fA-F:.%]*:[0-9a-fA-F:.%a-z]*")) {
      return false;
    }
    try {
      return InetAddress.getByName(plain).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
