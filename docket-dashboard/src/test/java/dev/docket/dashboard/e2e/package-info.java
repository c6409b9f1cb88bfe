/** The dashboard in a real Chromium, on a real Redis, with real workers. */
package dev.docket.dashboard.e2e;
