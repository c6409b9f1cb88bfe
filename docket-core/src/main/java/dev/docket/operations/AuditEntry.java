package dev.docket.operations;

import java.time.Instant;

/**
 * Something that somebody did to a docket.
 *
 * @param at when, by the clock of Redis
 * @param who who did it
 * @param action what was done, such as {@code cancel}
 * @param target to what, such as a key
 * @param outcome what came of it
 */
public record AuditEntry(Instant at, String who, String action, String target, String outcome) {}
