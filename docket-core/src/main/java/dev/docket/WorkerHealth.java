package dev.docket;

/**
 * Whether a worker does its duty: it claims what is ready as soon as it has a free permit, and says
 * to the others that it lives.
 *
 * @param claiming true while it does; a worker with no free permit does too
 * @param detail why it does not, or how busy it is; for people
 */
public record WorkerHealth(boolean claiming, String detail) {}
