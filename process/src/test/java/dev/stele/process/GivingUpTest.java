package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of processes that somebody asks to be given up. */
class GivingUpTest {

  /**
   * A process that nobody had begun was run although somebody had asked for it to be given up: the
   * request was looked at only where an owner had vanished.
   */
  @ParameterizedTest
  @EnumSource(
      value = Disposition.class,
      names = {"RERUNNABLE", "OWNER_BOUND"})
  void whatIsToBeGivenUpIsNotBegun(Disposition disposition) {
    Jobs jobs = new Jobs();
    Registry registry = jobs.open();
    ProcessId id = Jobs.register(registry, "a", disposition);
    registry.requestAbandon(id, "operator", Optional.empty()).orThrow();

    assertThat(jobs.tried(registry, id).orElseThrow())
        .isInstanceOfSatisfying(
            ProcessOutcome.Abandoned.class,
            outcome ->
                assertThat(outcome.writer())
                    .isEqualTo(ProcessOutcome.AbandonedBy.RECONCILED_REQUEST));
    assertThat(registry.get(id).attempts()).isZero();
  }
}
