/** The command line of Docket; needs picocli on the class path. */
@NullMarked
package dev.docket.cli;

import org.jspecify.annotations.NullMarked;
