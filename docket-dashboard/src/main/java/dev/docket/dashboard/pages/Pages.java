package dev.docket.dashboard.pages;

import java.util.Set;

/** All pages, so that nobody has to scan the class path for them. */
public final class Pages {

  private Pages() {}

  /** Returns the pages and their layout. */
  public static Set<Class<?>> all() {
    return Set.of(
        MainLayout.class,
        OverviewPage.class,
        ExecutionsPage.class,
        ExecutionPage.class,
        StrikesPage.class,
        ConcurrencyPage.class,
        SchedulePage.class,
        WorkersPage.class,
        AuditPage.class);
  }

  /** Returns the pages that are shown instead of others. */
  public static Set<Class<?>> errors() {
    return Set.of(NoSuchPage.class, NoSuchDocketPage.class, BrokenPage.class);
  }
}
