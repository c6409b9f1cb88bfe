package dev.docket.internal.worker;

import dev.docket.DocketListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the user's listeners, whatever they throw. */
public record Listeners(List<DocketListener> all) {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  public Listeners {
    all = List.copyOf(all);
  }

  public void tell(Consumer<DocketListener> news) {
    for (DocketListener listener : all) {
      try {
        news.accept(listener);
      } catch (Throwable e) {
        LOG.warn("The listener {} threw; the docket goes on", listener, e);
      }
    }
  }
}
