package dev.stele.console;

import dev.stele.ground.Clock;
import dev.stele.process.Answer;
import dev.stele.process.Authority;
import dev.stele.process.Claim;
import dev.stele.process.Disposition;
import dev.stele.process.Filter;
import dev.stele.process.Lease;
import dev.stele.process.Owner;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.ProcessOutcome.AbandonedBy;
import dev.stele.process.ProcessReader;
import dev.stele.process.ProcessRecord;
import dev.stele.process.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Commands whose host is gone: what is left of them is killed, and they are given up. */
final class Orphans {

  private static final Duration MOMENT = Duration.ofSeconds(30);

  private final Registry registry;
  private final Clock clock;

  Orphans(Registry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Gives up all that were begun by somebody who is dead for sure, or not begun: a host begins what
   * it is given at once, so that theirs has died before.
   */
  void settle() {
    Optional<ProcessId> last = Optional.empty();
    List<ProcessRecord> page;
    do {
      page = registry.list(Filter.running().kind(ShellWork.KIND), last, ProcessReader.PAGE_MAX);
      page.stream().filter(ShellWork::isCommand).forEach(this::settle);
      last = page.isEmpty() ? last : Optional.of(page.getLast().id());
    } while (page.size() == ProcessReader.PAGE_MAX);
  }

  private void settle(ProcessRecord record) {
    Optional<Owner> owner =
        registry
            .lease(record.id())
            .map(Lease::owner)
            .or(() -> record.started().map(started -> started.owner()));
    Optional<String> proof =
        owner.isEmpty() && record.started().isEmpty()
            ? Optional.of("nobody has begun it, and its host has ended")
            : owner.flatMap(registry::proofOfDeath);
    if (proof.isPresent()) {
      String evidence = proof.get() + "; " + left(record);
      end(
          record.id(),
          new ProcessOutcome.Abandoned(AbandonedBy.SWEEP, owner, evidence, clock.instant()));
    }
  }

  private String left(ProcessRecord record) {
    if (record.external().isEmpty()) {
      return "its command had not begun";
    }
    String pid = record.external().get().id();
    Optional<OsProcess> left = record.external().flatMap(OsProcess::find);
    left.ifPresent(process -> process.killAndAwait(clock));
    return left.isPresent()
        ? "its command, process " + pid + ", ran still, and was killed"
        : "its command, process " + pid + ", was gone";
  }

  /**
   * Ends what nobody will look at soon: a command that has not begun, and work that is done
   * outside, if somebody has asked for it.
   */
  void settleRequest(ProcessId id) {
    ProcessRecord record = registry.get(id);
    if (record.hasEnded()) {
      return;
    }
    boolean isUnbegun =
        record.kind().equals(ShellWork.KIND)
            && record.disposition() == Disposition.OWNER_BOUND
            && record.started().isEmpty();
    if (isUnbegun && record.cancelRequested().isPresent()) {
      end(id, new ProcessOutcome.Cancelled("cancelled before it had begun", Optional.empty()));
    } else if (record.abandonRequested().isPresent()) {
      ProcessOutcome outcome =
          new ProcessOutcome.Abandoned(
              AbandonedBy.RECONCILED_REQUEST,
              Optional.empty(),
              record.abandonRequested().get().reason().orElse("asked for"),
              clock.instant());
      if (isUnbegun) {
        end(id, outcome);
      } else if (record.disposition() == Disposition.EXTERNALLY_OWNED) {
        Answer<ProcessRecord> _ = registry.complete(id, outcome, new Authority.ReconciledAbandon());
      }
    }
  }

  /** A lease that has not run out is taken from its owner, who is dead. */
  private void end(ProcessId id, ProcessOutcome outcome) {
    Owner settler = new Owner("settler", registry.incarnation());
    Answer<Claim> claimed = registry.claim(id, settler, MOMENT);
    if (claimed instanceof Answer.Done<Claim>(Claim.Busy(Lease holder))) {
      claimed = registry.reclaim(id, settler, holder, MOMENT);
    }
    if (claimed instanceof Answer.Done<Claim>(Claim.Acquired acquired)) {
      Answer<ProcessRecord> _ = registry.complete(acquired.lease(), outcome);
    }
  }
}
