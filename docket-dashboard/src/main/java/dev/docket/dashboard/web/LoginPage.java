package dev.docket.dashboard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.BiConsumer;

/** The page that asks for name and password. Plain HTML, so that Vaadin starts only for users. */
final class LoginPage {

  private LoginPage() {}

  /** What the page needs before anybody has logged in: style sheets, font and icon. */
  static boolean isPartOf(String path) {
    return path.startsWith("/VAADIN/docket/") && !path.contains("..");
  }

  static void serve(
      Login login,
      HttpServletRequest request,
      HttpServletResponse response,
      BiConsumer<HttpServletRequest, String> welcome)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      write(response, HttpServletResponse.SC_OK, "");
      return;
    }
    String name = Objects.requireNonNullElse(request.getParameter("user"), "");
    String password = Objects.requireNonNullElse(request.getParameter("password"), "");
    switch (login.check(request.getRemoteAddr(), name, password)) {
      case WELCOME -> {
        welcome.accept(request, name);
        response.sendRedirect(Guard.base(request) + "/");
      }
      case WRONG -> write(response, 401, "That name and password do not fit.");
      case WAIT -> {
        response.setHeader("Retry-After", "30");
        write(response, 429, "Too many attempts. Wait half a minute.");
      }
    }
  }

  /** The message is one of ours: nothing that was sent is written back. */
  private static void write(HttpServletResponse response, int status, String message)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(template().replace("<!--message-->", message));
  }

  private static String template() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LoginPage.class.getResourceAsStream("login.html"), "login.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
