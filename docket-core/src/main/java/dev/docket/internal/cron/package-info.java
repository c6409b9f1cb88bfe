/** Cron expressions. The only package that uses cron-utils. */
@NullMarked
package dev.docket.internal.cron;

import org.jspecify.annotations.NullMarked;
