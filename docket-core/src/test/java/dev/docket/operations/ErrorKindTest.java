package dev.docket.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorKindTest {

  @Test
  void errors_that_differ_in_numbers_and_ids_are_of_one_kind() {
    ErrorKind kind =
        ErrorKind.of("No order 17 of 6f1d2a9c-0b1e-4c55-9d0e-2b7f6a1c3d4e, waited 3000 ms");

    assertThat(kind.text()).isEqualTo("No order # of #, waited # ms");
    assertThat(kind.includes("No order 4 of A1B2C3D4-0000-0000-0000-00000000000F, waited 1 ms"))
        .isTrue();
    assertThat(kind.includes("No order 17 of paper, waited 3000 ms")).isFalse();
    assertThat(kind.includes("Sorry: No order 17 of 5, waited 3000 ms")).isFalse();
  }

  @Test
  void an_error_as_it_is_includes_no_other_number() {
    ErrorKind kind = new ErrorKind("It answered 503");

    assertThat(kind.includes("It answered 503")).isTrue();
    assertThat(kind.includes("It answered 404")).isFalse();
    assertThat(new ErrorKind("See issue #5").includes("See issue #5")).isTrue();
  }

  @Test
  void what_an_error_says_after_its_start_makes_no_difference() {
    String start = "x".repeat(499);

    assertThat(new ErrorKind(start + "yz")).isEqualTo(new ErrorKind(start + "y!"));
    assertThat(new ErrorKind(start + "yz").includes(start + "y and more")).isTrue();
    assertThat(new ErrorKind(start + "yz").includes(start + "z")).isFalse();
    assertThat(ErrorKind.of("7".repeat(3) + start + "1").text()).hasSize(500);
  }

  @Test
  void a_character_of_two_parts_is_not_cut_in_half() {
    String error = "x".repeat(499) + "\uD83D\uDE31" + " and more";

    assertThat(new ErrorKind(error).text()).isEqualTo("x".repeat(499));
    assertThat(new ErrorKind(error).includes(error)).isTrue();
  }
}
