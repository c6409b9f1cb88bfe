/** What a worker does, one duty per class. {@code Run} is the one to read first. */
@NullMarked
package dev.docket.internal.worker;

import org.jspecify.annotations.NullMarked;
