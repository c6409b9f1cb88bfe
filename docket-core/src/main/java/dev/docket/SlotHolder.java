package dev.docket;

import java.time.Instant;

/**
 * An execution that holds a slot of a {@link ConcurrencySet}.
 *
 * @param key the key of the execution
 * @param since when it took the slot
 * @param renewed when its lease was renewed last
 */
public record SlotHolder(String key, Instant since, Instant renewed) {}
