/**
 * Real Redis server processes for local development and tests: one server, a cluster, or a master
 * watched by Sentinels, each on free loopback ports and gone when the JVM is gone.
 */
@NullMarked
package dev.docket.local;

import org.jspecify.annotations.NullMarked;
