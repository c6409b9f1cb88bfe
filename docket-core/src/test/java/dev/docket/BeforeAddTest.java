package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.local.LocalRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BeforeAddTest {

  record Pay(long cents) implements Task {}

  @Test
  void a_check_sees_what_is_added_and_may_refuse_it() {
    List<Placement> seen = new ArrayList<>();
    try (Docket docket =
        Docket.builder()
            .url(LocalRedis.shared("docket-core-tests").url())
            .name("test-" + UUID.randomUUID())
            .beforeAdd(seen::add)
            .beforeAdd(
                placement -> {
                  if (placement.task() instanceof Pay pay && pay.cents() < 0) {
                    throw new IllegalArgumentException("negative");
                  }
                })
            .build()) {
      docket.add(new Pay(1), Schedule.keyed("pay"));
      assertThatThrownBy(() -> docket.replace(new Pay(-1), Schedule.keyed("pay")))
          .hasMessage("negative");

      assertThat(seen).extracting(Placement::task).containsExactly(new Pay(1), new Pay(-1));
      assertThat(docket.execution("pay").orElseThrow().arguments()).containsEntry("cents", 1);
      docket.clear();
    }
  }
}
