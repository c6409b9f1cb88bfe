package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import dev.docket.ExecutionState;
import java.util.Locale;

/** The small pieces that pages are made of. Texts are texts: none of them is ever read as HTML. */
public final class Html {

  private Html() {}

  /** A box with a style class. */
  public static Div div(String classes, Component... children) {
    Div div = new Div(children);
    style(div, classes);
    return div;
  }

  /** A text. */
  public static Span text(String text) {
    return new Span(text);
  }

  /** A text with style classes. */
  public static Span text(String classes, String text) {
    Span span = new Span(text);
    style(span, classes);
    return span;
  }

  private static void style(HasStyle styled, String classes) {
    for (String name : classes.split(" ")) {
      if (!name.isEmpty()) {
        styled.addClassName(name);
      }
    }
  }

  /** An icon that says nothing to a screen reader. */
  public static SvgIcon icon(String name) {
    SvgIcon icon = new SvgIcon("VAADIN/docket/icons.svg", name);
    icon.getElement().setAttribute("aria-hidden", "true");
    return icon;
  }

  /** Text as it is, such as JSON or a stack trace, that can be scrolled by keyboard. */
  public static Pre code(String text) {
    Pre pre = new Pre(text);
    pre.addClassName("code");
    pre.getElement().setAttribute("tabindex", "0");
    return pre;
  }

  /** A card with a heading; further classes such as {@code w8} say how wide it is. */
  public static Div card(String classes, String title, String subtitle, Component... aside) {
    Div titles = div("titles", new H2(title));
    if (!subtitle.isEmpty()) {
      titles.add(new Paragraph(subtitle));
    }
    Div head = div("card-head", titles);
    head.add(aside);
    return div("card " + classes, head);
  }

  /** What a page says when there is nothing: what that means, and what to do next. */
  public static Div empty(String icon, String title, String next) {
    Span bold = new Span(title);
    bold.getElement().getStyle().set("font-weight", "620");
    bold.getElement().getStyle().set("color", "var(--vaadin-text-color)");
    return div("empty", icon(icon), bold, new Paragraph(next));
  }

  /** A note that stands out; tone is {@code bad}, {@code warn}, {@code ok} or {@code info}. */
  public static Div callout(String tone, String icon, String title, String text) {
    Span bold = new Span(title);
    bold.getElement().getStyle().set("font-weight", "620");
    Div body = div("body", new Div(bold));
    if (!text.isEmpty()) {
      body.add(new Div(text));
    }
    Div callout = div("callout " + tone, icon(icon), body);
    callout.getElement().setAttribute("role", tone.equals("bad") ? "alert" : "status");
    return callout;
  }

  /** The heading of a page. */
  public static Div pageHead(String title, String subtitle, Component... actions) {
    Div titles = div("titles", new H1(title));
    if (!subtitle.isEmpty()) {
      titles.add(new Paragraph(subtitle));
    }
    Div buttons = div("actions", actions);
    return div("page-head", titles, buttons);
  }

  /** A bar that is filled in part. */
  public static Div bar(double part, String classes) {
    Div bar = div("bar " + classes, new Mark(""));
    bar.getElement().getStyle().set("--part", String.format(Locale.ENGLISH, "%.3f", clamp(part)));
    return bar;
  }

  private static double clamp(double part) {
    return Double.isNaN(part) ? 0 : Math.max(0, Math.min(1, part));
  }

  /** The state of an execution as a badge. */
  public static Span state(ExecutionState state, boolean parked) {
    String word = stateWord(state, parked);
    return text("state " + word, label(word));
  }

  /** The style class of a state. */
  public static String stateWord(ExecutionState state, boolean parked) {
    return parked ? "parked" : state.name().toLowerCase(Locale.ROOT);
  }

  /** A word with a capital. */
  public static String label(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** A coloured mark, as in a legend. */
  @Tag("i")
  public static final class Mark extends Component {

    private static final long serialVersionUID = 1;

    /** Makes a mark of the colour that a CSS variable holds; empty for one that CSS colours. */
    public Mark(String variable) {
      if (!variable.isEmpty()) {
        getElement().getStyle().set("background", "var(" + variable + ")");
      }
    }
  }
}
