/** An order-processing application that shows what Docket does. */
@NullMarked
package dev.docket.examples;

import org.jspecify.annotations.NullMarked;
