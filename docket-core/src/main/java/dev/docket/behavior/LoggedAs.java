package dev.docket.behavior;

/** How an argument that is marked {@link Logged} is shown. */
public enum LoggedAs {
  /** With its value. */
  VALUE,
  /** With the length of its value. */
  LENGTH
}
