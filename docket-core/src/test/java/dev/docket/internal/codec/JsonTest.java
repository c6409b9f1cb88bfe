package dev.docket.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.docket.DocketException;
import dev.docket.InvalidTaskException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {

  record Empty() {}

  record Scalars(
      boolean flag, byte b, short s, int i, long l, float f, double d, char c, String text) {}

  record Boxed(@Nullable Boolean flag, @Nullable Integer i, @Nullable Long l, @Nullable Double d) {}

  record Times(
      Instant instant,
      Duration duration,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      Period period,
      YearMonth month,
      ZoneId zone,
      DayOfWeek day) {}

  enum Size {
    SMALL,
    LARGE {
      @Override
      public String toString() {
        return "very large";
      }
    }
  }

  record Others(UUID id, Size size, BigDecimal price, BigInteger big, Optional<String> note) {}

  record Line(String sku, int quantity) {}

  record Order(long id, List<Line> lines, Map<String, Line> bySku, Set<Size> sizes, int[] codes) {}

  record AnyValue(Object value, Map<String, Object> more) {}

  record Misleading(boolean isActive, String getName, int size) {
    boolean isLarge() {
      return size > 10;
    }

    String getLabel() {
      return "label";
    }
  }

  record Renamed(String name, boolean ready) {
    public String getName() {
      return "a getter's";
    }

    public boolean isReady() {
      return !ready;
    }
  }

  record Broken(String name, Object inside) {}

  record Selfish(List<Object> list) {}

  @Test
  void a_record_is_an_object_of_its_components_in_order() {
    assertThat(Json.write(new Line("b", 2))).isEqualTo("{\"sku\":\"b\",\"quantity\":2}");
    assertThat(Json.write(new Empty())).isEqualTo("{}");
    assertThat(Json.read("{}", Empty.class)).isEqualTo(new Empty());
  }

  @Test
  void scalars_survive() {
    survives(new Scalars(true, (byte) 1, (short) 2, 3, Long.MAX_VALUE, 1.5f, 0.1, 'ü', "a\n\"b\""));
    survives(new Boxed(true, 1, 2L, 3.5));
    survives(new Boxed(null, null, null, null));
  }

  @Test
  void times_survive_as_iso_strings() {
    Times times =
        new Times(
            Instant.parse("2026-01-01T10:00:00.123456789Z"),
            Duration.ofMillis(90_500),
            LocalDate.of(2026, 2, 3),
            LocalTime.of(4, 5, 6),
            LocalDateTime.of(2026, 2, 3, 4, 5),
            OffsetDateTime.parse("2026-01-01T10:00:00+05:00"),
            ZonedDateTime.parse("2026-07-01T10:00:00+02:00[Europe/Paris]"),
            Period.ofDays(3),
            YearMonth.of(2026, 7),
            ZoneId.of("Europe/Paris"),
            DayOfWeek.FRIDAY);

    survives(times);
    assertThat(Json.readMap(Json.write(times)))
        .containsEntry("instant", "2026-01-01T10:00:00.123456789Z")
        .containsEntry("duration", "PT1M30.5S")
        .containsEntry("date", "2026-02-03")
        .containsEntry("offset", "2026-01-01T10:00:00+05:00")
        .containsEntry("day", "FRIDAY");
  }

  @Test
  void uuids_enums_decimals_and_optionals_survive() {
    UUID id = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    Others others =
        new Others(
            id,
            Size.LARGE,
            new BigDecimal("10.10"),
            new BigInteger("9".repeat(40)),
            Optional.of("n"));

    survives(others);
    survives(new Others(id, Size.SMALL, new BigDecimal("1E+3"), BigInteger.ONE, Optional.empty()));
    assertThat(Json.write(others))
        .contains("\"size\":\"LARGE\"", "\"id\":\"" + id + "\"", "\"price\":10.10");
  }

  @Test
  void lists_maps_sets_arrays_and_nested_records_survive() {
    Line line = new Line("a", 1);
    Order order =
        new Order(1, List.of(line), Map.of("a", line), Set.of(Size.SMALL), new int[] {1, 2});

    Order back = (Order) Json.read(Json.write(order), Order.class);

    assertThat(back).usingRecursiveComparison().isEqualTo(order);
  }

  @Test
  void untyped_values_survive() {
    survives(new AnyValue("text", Map.of("a", 1, "b", List.of(true, 2.5))));
  }

  @Test
  void methods_that_look_like_getters_are_not_components() {
    Misleading misleading = new Misleading(true, "n", 11);

    assertThat(Json.write(misleading))
        .isEqualTo("{\"isActive\":true,\"getName\":\"n\",\"size\":11}");
    survives(misleading);
  }

  @Test
  void a_getter_of_the_name_of_a_component_does_not_take_its_place() {
    Renamed renamed = new Renamed("n", true);

    assertThat(Json.write(renamed)).isEqualTo("{\"name\":\"n\",\"ready\":true}");
    survives(renamed);
  }

  @Test
  void what_is_no_data_is_refused_also_when_it_has_no_properties() {
    Runnable lambda = () -> {};
    AutoCloseable connection =
        new AutoCloseable() {
          @Override
          public void close() {}
        };

    for (Object inside : List.of(lambda, connection)) {
      assertThatExceptionOfType(EncodingException.class)
          .isThrownBy(() -> Json.write(new Broken("x", inside)));
    }
  }

  @Test
  void a_generic_result_survives() throws Exception {
    Type type = JsonTest.class.getDeclaredField("linesByDay").getGenericType();
    Map<LocalDate, List<Line>> lines = Map.of(LocalDate.of(2026, 1, 1), List.of(new Line("a", 1)));

    assertThat(Json.read(Json.write(lines, type), type)).isEqualTo(lines);
  }

  @SuppressWarnings("unused") // its type is read
  private final Map<LocalDate, List<Line>> linesByDay = Map.of();

  @Test
  void null_and_void_are_null() {
    assertThat(Json.write(null)).isEqualTo("null");
    assertThat(Json.write("x", void.class)).isEqualTo("null");
    assertThat(Json.read("null", String.class)).isNull();
    assertThat(Json.read("null", void.class)).isNull();
    assertThat(Json.read("null", Void.class)).isNull();
  }

  @Test
  void unknown_fields_are_ignored() {
    assertThat(Json.read("{\"sku\":\"a\",\"new\":{\"x\":[1]},\"quantity\":1}", Line.class))
        .isEqualTo(new Line("a", 1));
  }

  @Test
  void a_missing_object_is_null() {
    assertThat(Json.read("{\"quantity\":1}", Line.class)).isEqualTo(new Line(null, 1));
  }

  @Test
  void a_missing_or_null_primitive_is_refused_by_name() {
    for (String json : List.of("{\"sku\":\"a\"}", "{\"sku\":\"a\",\"quantity\":null}")) {
      assertThatExceptionOfType(DecodingException.class)
          .isThrownBy(() -> Json.read(json, Line.class))
          .withMessageContaining(Line.class.getName())
          .withMessageContaining("quantity");
    }
  }

  @Test
  void garbage_and_wrong_types_are_refused() {
    for (String json :
        List.of("", "{", "nope", "[1]", "{\"quantity\":\"x\"}", "{\"quantity\":1.5}", "{} {}")) {
      assertThatExceptionOfType(DecodingException.class)
          .as(json)
          .isThrownBy(() -> Json.read(json, Line.class))
          .isInstanceOf(DocketException.class);
    }
  }

  @Test
  void no_text_chooses_a_class() {
    String json = "{\"value\":[\"java.util.ArrayList\",[]],\"more\":{\"@class\":\"java.io.File\"}}";

    assertThat(Json.read(json, AnyValue.class))
        .isEqualTo(
            new AnyValue(
                List.of("java.util.ArrayList", List.of()), Map.of("@class", "java.io.File")));
  }

  @Test
  void a_value_that_json_cannot_carry_is_refused_with_place_and_fix() {
    assertThatExceptionOfType(EncodingException.class)
        .isThrownBy(() -> Json.write(new Broken("x", new Broken("y", new Object()))))
        .isInstanceOf(InvalidTaskException.class)
        .withMessageContaining(Broken.class.getName())
        .withMessageContaining("inside.inside")
        .withMessageContaining("java.lang.Object")
        .withMessageContaining("records of these");
    assertThatExceptionOfType(EncodingException.class)
        .isThrownBy(() -> Json.write(new Broken("x", Thread.currentThread())));
  }

  @Test
  void a_value_that_contains_itself_is_refused() {
    List<Object> list = new ArrayList<>();
    list.add(list);

    assertThatExceptionOfType(EncodingException.class)
        .isThrownBy(() -> Json.write(new Selfish(list)));
  }

  private static void survives(Object value) {
    assertThat(Json.read(Json.write(value), value.getClass())).isEqualTo(value);
  }
}
