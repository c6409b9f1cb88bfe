/** What stands before the pages: login, refusal of strangers, security headers. */
@NullMarked
package dev.docket.dashboard.web;

import org.jspecify.annotations.NullMarked;
