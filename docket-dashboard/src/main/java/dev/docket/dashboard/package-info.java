/**
 * The web page of a docket: what is running, what failed, and why something is not running.
 *
 * <p>{@link dev.docket.dashboard.DocketDashboard} serves it by itself, {@link
 * dev.docket.dashboard.DashboardServlet} mounts it in a servlet container.
 */
@NullMarked
package dev.docket.dashboard;

import org.jspecify.annotations.NullMarked;
