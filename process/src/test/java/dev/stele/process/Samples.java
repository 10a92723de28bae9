package dev.stele.process;

import java.util.List;
import java.util.Optional;

/** Processes that tests register, and what they do to them. */
final class Samples {

  static final ProcessId ID = new ProcessId("a");
  static final ProcessOutcome DONE = new ProcessOutcome.Succeeded(Payload.text("done"));
  static final Authority KEY = new Authority.WorkflowKey("key");

  private Samples() {}

  /** Work that can be run again, with events of two types. */
  static Registration rerunnable(String id) {
    return Registration.of(id, Work.run("echo", Payload.text(id)), Disposition.RERUNNABLE)
        .events(EventType.plain("out"), EventType.plain("other"));
  }

  static ProcessAppend out(String text) {
    return ProcessAppend.of("out", Payload.text(text));
  }

  static ProcessAppend other(String text) {
    return ProcessAppend.of("other", Payload.text(text));
  }

  static Owner owner(Registry registry, String name) {
    return new Owner(name, registry.incarnation());
  }

  static Lease acquired(Answer<Claim> answer) {
    return acquiredIn(answer)
        .orElseThrow(() -> new AssertionError("expected a lease, found " + answer));
  }

  static Optional<Lease> acquiredIn(Answer<Claim> answer) {
    return answer.orThrow() instanceof Claim.Acquired(Lease lease, ProcessRecord _)
        ? Optional.of(lease)
        : Optional.empty();
  }

  static List<Long> sequences(List<ProcessEvent> events) {
    return events.stream().map(ProcessEvent::sequence).toList();
  }
}
