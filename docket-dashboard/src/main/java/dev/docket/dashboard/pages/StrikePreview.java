package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Preview;

/** What a strike would hit, in numbers and with samples. */
final class StrikePreview {

  private static final int SAMPLES = 5;

  private StrikePreview() {}

  static Div of(Preview hits, DocketFeed feed) {
    long total = hits.total();
    Div box = Html.div("preview-box");
    String all = (hits.complete() ? "" : "at least ") + Numbers.many(total, "execution");
    box.add(
        Html.text("strong", total == 0 ? "Hits nothing that is on the docket now" : "Hits " + all));
    Div counts = Html.div("legend");
    count(counts, hits.scheduled(), "scheduled");
    count(counts, hits.queued(), "queued");
    count(counts, hits.parked(), "parked");
    count(counts, hits.running(), "running (they finish)");
    box.add(counts);
    for (ExecutionRecord sample :
        hits.samples().subList(0, Math.min(SAMPLES, hits.samples().size()))) {
      box.add(
          Html.div(
              "sample small",
              Urls.execution(feed, sample.key(), sample.taskName()),
              Html.text("mono secondary ellipsis", sample.key())));
    }
    if (total > SAMPLES) {
      box.add(Html.text("secondary small", "and " + Numbers.of(total - SAMPLES) + " more"));
    }
    return box;
  }

  private static void count(Div counts, long number, String what) {
    if (number > 0) {
      counts.add(Html.text(Numbers.of(number) + " " + what));
    }
  }
}
