package dev.docket.dashboard.pages;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Query;
import org.jspecify.annotations.Nullable;

/**
 * The list that a window has left, to be shown again as it was when somebody comes back to it from
 * one of its executions. Used with the session's lock.
 */
final class KeptList {

  private final DocketFeed feed;
  private final CursorList list;
  private final int firstRow;
  private String opened = "";
  private boolean wanted;

  private KeptList(DocketFeed feed, CursorList list, int firstRow) {
    this.feed = feed;
    this.list = list;
    this.firstRow = firstRow;
  }

  /** Remembers a list in place of another. */
  static void keep(UI ui, DocketFeed feed, CursorList list, int firstRow) {
    ComponentUtil.setData(ui, KeptList.class, new KeptList(feed, list, firstRow));
  }

  /** What was left last. */
  static @Nullable KeptList of(UI ui) {
    return ComponentUtil.getData(ui, KeptList.class);
  }

  /** The window looks at one of its executions, or at another. */
  void opened(String key) {
    opened = key;
  }

  /** Somebody asks to come back by something else than the browser's button. */
  void want() {
    wanted = true;
  }

  boolean isWanted() {
    return wanted;
  }

  boolean isOf(DocketFeed feed, Query query) {
    return this.feed == feed && list.query().equals(query);
  }

  CursorList list() {
    return list;
  }

  /** Which row was the first in view. */
  int firstRow() {
    return firstRow;
  }

  /** The execution that was looked at since; empty when none was. */
  String opened() {
    return opened;
  }

  /** Where it was shown. */
  String address() {
    return address(feed, list.query());
  }

  /** The address of a list. */
  static String address(DocketFeed feed, Query query) {
    return Urls.of("executions", feed, ExecutionsPage.parameters(query));
  }
}
