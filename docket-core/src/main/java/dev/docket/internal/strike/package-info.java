/** Which executions are switched off. */
@NullMarked
package dev.docket.internal.strike;

import org.jspecify.annotations.NullMarked;
