/** Metrics and traces. The only package that imports OpenTelemetry. */
@NullMarked
package dev.docket.internal.telemetry;

import org.jspecify.annotations.NullMarked;
