package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Aside;
import dev.docket.operations.Page;
import dev.docket.operations.Query;
import java.util.function.Consumer;

/** Reads further pages of a query, while the window goes on. */
interface PageReader {

  /** Reads the page from a cursor on; then one of the two is called, with the session's lock. */
  void read(Query query, String cursor, Consumer<Page> then, Runnable failed);

  /** One for a window. */
  static PageReader of(DocketFeed feed, UI ui) {
    return (query, cursor, then, failed) ->
        Aside.read(
            feed,
            ui,
            docket ->
                query.isForAll()
                    ? docket.operations().executions(query.place(), cursor, CursorList.PAGE)
                    : docket.operations().search(query, cursor, CursorList.PAGE),
            seen -> {
              Page page = seen.value();
              if (page == null) {
                failed.run();
              } else {
                then.accept(page);
              }
            });
  }
}
