package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.internal.JacksonUtils;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Charts that the browser draws from numbers. */
public final class Charts {

  private Charts() {}

  /** A line without axes. */
  @Tag("docket-spark")
  public static final class Spark extends Component implements HasStyle {

    private static final long serialVersionUID = 1;
    private @Nullable List<Double> shown;

    /** Makes a line; the class says its colour. */
    public Spark(String colour) {
      addClassName(colour);
    }

    /** Shows these, oldest first. */
    public void set(List<Double> points) {
      if (points.equals(shown)) {
        return;
      }
      shown = List.copyOf(points);
      ArrayNode array = JacksonUtils.createArrayNode();
      points.forEach(p -> array.add(Math.round(p * 10) / 10.0));
      getElement().setPropertyJson("points", array);
    }
  }

  /**
   * One series of a chart.
   *
   * @param name how it is called
   * @param colour the CSS variable of its colour
   * @param kind {@code bar} or {@code line}
   */
  public record Series(String name, String colour, String kind) {}

  /**
   * What a chart shows.
   *
   * @param times the times, oldest first
   * @param data for each series one number per time
   * @param unit {@code s} when the times are seconds apart, else {@code m}
   */
  public record Frame(List<Instant> times, List<List<Double>> data, String unit) {}

  /** Bars or lines over time, with axes. */
  @Tag("docket-chart")
  public static final class Chart extends Component implements HasStyle {

    private static final long serialVersionUID = 1;
    private transient @Nullable Frame shown;

    /** Makes a chart. */
    public Chart(String label, List<Series> series) {
      getElement().setAttribute("aria-label", label);
      series(series);
    }

    /** Shows other series. */
    public void series(List<Series> series) {
      ArrayNode array = JacksonUtils.createArrayNode();
      for (Series one : series) {
        array.addObject().put("name", one.name).put("color", one.colour).put("kind", one.kind);
      }
      getElement().setPropertyJson("series", array);
    }

    /** Shows these numbers, if they are others than before. */
    public void set(Frame frame) {
      if (Objects.equals(frame, shown)) {
        return;
      }
      shown = frame;
      ObjectNode node = JacksonUtils.createObjectNode();
      node.put("unit", frame.unit);
      ArrayNode times = node.putArray("times");
      frame.times.forEach(t -> times.add(t.toEpochMilli()));
      ArrayNode data = node.putArray("data");
      for (List<Double> series : frame.data) {
        ArrayNode numbers = data.addArray();
        series.forEach(n -> numbers.add(Math.round(n * 10) / 10.0));
      }
      getElement().setPropertyJson("frame", node);
    }
  }
}
