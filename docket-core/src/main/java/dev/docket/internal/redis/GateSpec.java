package dev.docket.internal.redis;

/**
 * One gate of an execution, with the set that its argument's value selects. What a, b and c mean
 * depends on the kind: concurrency: max; rate: max, per ms, 1 to drop; cooldown: window ms;
 * debounce: quiet ms.
 */
public record GateSpec(String kind, String set, long a, long b, long c) {}
