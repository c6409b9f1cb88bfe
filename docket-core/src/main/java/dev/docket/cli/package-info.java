/**
 * The command line of Docket; needs picocli on the class path. Public are only {@link
 * dev.docket.cli.Main}, which starts it, and {@link dev.docket.cli.CommandProvider}, by which
 * another module adds a command.
 */
@NullMarked
package dev.docket.cli;

import org.jspecify.annotations.NullMarked;
