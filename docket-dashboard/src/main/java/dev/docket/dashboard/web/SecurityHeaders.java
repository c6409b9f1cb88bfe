package dev.docket.dashboard.web;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that tell a browser what this page never does. */
public final class SecurityHeaders {

  /**
   * Everything from this host only. Vaadin's client makes functions of text that the server sends,
   * and its start page holds scripts of its own, hence the two words.
   */
  static final String POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
          + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
          + "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
          + "frame-ancestors 'none'";

  private SecurityHeaders() {}

  /** Adds them all. */
  static void add(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }
}
