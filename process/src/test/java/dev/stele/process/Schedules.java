package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Explorer;

/** What tests under every schedule share. */
final class Schedules {

  private Schedules() {}

  /** A thread of a model. */
  @FunctionalInterface
  interface Part {
    void run() throws Exception;
  }

  static void explored(Explorer.Model model) {
    assertThat(Explorer.check(model).isComplete()).isTrue();
  }

  static Thread begin(String name, Part part) {
    return Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            part.run();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  static void require(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError("expected " + expected + ", found " + found);
    }
  }
}
