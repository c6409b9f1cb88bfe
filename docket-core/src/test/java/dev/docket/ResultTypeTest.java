package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTypeTest {

  record Direct() implements ResultTask<Integer> {}

  record Generic() implements ResultTask<Map<String, List<Long>>> {}

  record ArrayResult() implements ResultTask<int[]> {}

  interface Query<V> extends ResultTask<V> {}

  record ThroughInterface() implements Query<String> {}

  interface ListQuery<E> extends Query<List<E>> {}

  record ThroughTwo() implements Comparable<String>, ListQuery<String> {
    @Override
    public int compareTo(String other) {
      return 0;
    }
  }

  interface Total extends ResultTask<Long> {}

  record ThroughPlain() implements Total {}

  @SuppressWarnings("rawtypes")
  record Raw() implements ResultTask {}

  record Nothing() implements ResultTask<Void> {}

  @Test
  void the_type_is_read_from_the_declaration() {
    assertThat(typeOf(Direct.class)).isEqualTo(Integer.class);
    assertThat(typeOf(ArrayResult.class)).isEqualTo(int[].class);
    assertThat(typeOf(Nothing.class)).isEqualTo(Void.class);
  }

  @Test
  void the_type_may_be_generic() {
    assertThat(typeOf(Generic.class))
        .hasToString("java.util.Map<java.lang.String, java.util.List<java.lang.Long>>");
  }

  @Test
  void the_type_may_come_through_another_interface() {
    assertThat(typeOf(ThroughInterface.class)).isEqualTo(String.class);
    assertThat(typeOf(ThroughPlain.class)).isEqualTo(Long.class);
  }

  @Test
  void variables_are_filled_in_on_the_way() {
    assertThat(typeOf(ThroughTwo.class))
        .isInstanceOfSatisfying(
            ParameterizedType.class,
            generic -> {
              assertThat(generic.getRawType()).isEqualTo(List.class);
              assertThat(generic.getActualTypeArguments()).containsExactly(String.class);
            });
  }

  @Test
  void without_a_declared_type_it_is_any_json_value() {
    assertThat(typeOf(Raw.class)).isEqualTo(Object.class);
  }

  private static Type typeOf(Class<?> task) {
    return TaskDefinition.of(task).resultType();
  }
}
