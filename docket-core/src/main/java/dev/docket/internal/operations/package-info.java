/** What operators see and do, put together from the stores and what this process knows. */
@NullMarked
package dev.docket.internal.operations;

import org.jspecify.annotations.NullMarked;
