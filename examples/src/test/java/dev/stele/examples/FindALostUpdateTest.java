package dev.stele.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.explore.Certificate;
import dev.stele.explore.ExploreError;
import dev.stele.explore.Explorer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FindALostUpdateTest {

  @Test
  void theScheduleThatLosesTheUpdateIsTold() throws IOException {
    assertThat(Explored.found(FindALostUpdate::sellTwo, ExploreError.Kind.ASSERTION))
        .isEqualTo("main threw java.lang.AssertionError: a third seat was sold");
  }

  /** Digests change with the compiler; of the certificate on the page, the rest is compared. */
  @Test
  void theMendedClassPassesWithACertificate() throws IOException {
    Certificate certificate = Explorer.check(FindALostUpdate::sellOne);
    assertThat(certificate.isComplete()).isTrue();
    assertThat(certificate.woven()).containsKey(FindALostUpdate.MendedSeats.class.getName());
    assertThat(Explored.page().lines())
        .containsAll(
            certificate.toString().lines().filter(line -> !line.contains("sha256:")).toList());
  }
}
