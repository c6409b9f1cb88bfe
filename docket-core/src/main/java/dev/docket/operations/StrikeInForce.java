package dev.docket.operations;

import dev.docket.Strike;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A strike, and who made it why.
 *
 * @param strike the strike
 * @param reason why it was made, when that was said
 * @param author who made it, when that was said
 * @param at when it was made
 */
public record StrikeInForce(
    Strike strike, @Nullable String reason, @Nullable String author, @Nullable Instant at) {}
