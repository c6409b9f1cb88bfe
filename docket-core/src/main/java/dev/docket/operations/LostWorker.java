package dev.docket.operations;

import java.time.Instant;

/**
 * A worker that was not heard of any more and did not take its leave: it crashed, was killed, hung,
 * or was cut off from Redis. One that was only paused is among them too, although it may be back.
 *
 * @param name the name of the worker
 * @param lastSeen its latest heartbeat, by the clock of Redis; where none is known, its latest read
 * @param noticedAt when another worker noticed, and took care of what it left
 * @param deliveries how many deliveries it held; they were given to others, and the timelines of
 *     what ran tell so
 */
public record LostWorker(String name, Instant lastSeen, Instant noticedAt, long deliveries) {}
