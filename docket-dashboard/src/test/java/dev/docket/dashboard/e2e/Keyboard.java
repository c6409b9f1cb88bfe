package dev.docket.dashboard.e2e;

import com.microsoft.playwright.Page;

/** Somebody who has no mouse. */
record Keyboard(Page page) {

  void press(String key) {
    page.keyboard().press(key);
  }

  void tabTo(String selector) {
    tabTo(selector, 40);
  }

  void tabTo(String selector, int most) {
    for (int i = 0; i <= most; i++) {
      if (isWithin(selector)) {
        return;
      }
      press("Tab");
    }
    throw new AssertionError("Tab does not reach " + selector + ", but " + focused());
  }

  /** Whether what is focused is within such an element, also across shadow roots. */
  boolean isWithin(String selector) {
    return (boolean)
        page.evaluate(
            """
            (selector) => {
              let e = document.activeElement;
              while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
              for (; e; e = e.assignedSlot ?? e.parentElement ?? e.getRootNode().host) {
                if (e.matches?.(selector)) return true;
              }
              return false;
            }
            """,
            selector);
  }

  Object focused() {
    return page.evaluate("document.activeElement.outerHTML.slice(0, 200)");
  }
}
