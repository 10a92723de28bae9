package dev.stele.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A registry as plainly as it can be written: maps, and no log. Answers are words: {@code done},
 * with what came of it behind a blank, or the refusal's name. Knows the types {@code note}, {@code
 * wake}, {@code ping} and {@code finish}.
 */
final class RegistryModel {

  static final String DONE = "done";

  final Map<String, ModelLife> lives = new TreeMap<>();
  final Map<SessionScope, List<String>> told = new HashMap<>();
  private final Set<String> toldKeys = new HashSet<>();
  private final Set<String> pruned = new HashSet<>();
  private int lifeCount;
  private int opening = 1;
  private Instant now;

  RegistryModel(Instant now) {
    this.now = now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  int opening() {
    return opening;
  }

  /** What is known of leases in memory alone is gone. */
  void reopen() {
    opening++;
    for (ModelLife life : lives.values()) {
      if (life.lease != null && life.lease.opening > 0) {
        life.lease.expires = life.lease.logged;
      }
    }
  }

  private String unknown(String id) {
    return pruned.contains(id) ? "UnknownProcess pruned" : "UnknownProcess";
  }

  String register(Registration registration, Optional<Grant> grant) {
    String id = registration.id().value();
    ModelLife life = lives.get(id);
    if (life != null && !life.registration.equals(registration)) {
      return "Different REGISTRATION";
    }
    if (life == null) {
      life = new ModelLife(++lifeCount, registration, now);
      lives.put(id, life);
      pruned.remove(id);
    }
    ModelLife known = life;
    grant.ifPresent(given -> known.grants.put(given.scope().key(), given));
    return DONE;
  }

  String setExternal(String id, ExternalRef external) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    if (life.external != null) {
      return life.external.equals(external) ? DONE : "Different EXTERNAL_REFERENCE";
    }
    if (life.outcome != null) {
      return "Ended";
    }
    life.external = external;
    life.updated = now;
    return DONE;
  }

  String grant(Grant grant) {
    ModelLife life = lives.get(grant.process().value());
    if (life == null) {
      return unknown(grant.process().value());
    }
    life.grants.put(grant.scope().key(), grant);
    return DONE;
  }

  void revoke(SessionScope scope, String id) {
    ModelLife life = lives.get(id);
    if (life != null) {
      life.grants.remove(scope.key());
    }
  }

  String transfer(SessionScope from, SessionScope to, List<String> ids) {
    Set<String> all = new LinkedHashSet<>(ids);
    for (String id : all) {
      ModelLife life = lives.get(id);
      if (life == null) {
        return unknown(id);
      }
      if (!life.grants.containsKey(from.key())) {
        return "NotGranted";
      }
    }
    for (String id : all) {
      Map<String, Grant> grants = Objects.requireNonNull(lives.get(id)).grants;
      Grant old = Objects.requireNonNull(grants.remove(from.key()));
      grants.put(to.key(), new Grant(to, old.process(), old.kind(), old.label()));
    }
    return DONE;
  }

  String deleteSession(String session) {
    int revoked = 0;
    Set<String> orphaned = new TreeSet<>();
    Set<String> preserved = new TreeSet<>();
    for (Map.Entry<String, ModelLife> entry : lives.entrySet()) {
      ModelLife life = entry.getValue();
      int before = life.grants.size();
      life.grants.values().removeIf(grant -> grant.scope().session().equals(session));
      int gone = before - life.grants.size();
      revoked += gone;
      if (gone > 0 && life.outcome == null) {
        (life.grants.isEmpty() ? orphaned : preserved).add(entry.getKey());
      }
      life.target = life.target.filter(to -> !to.session().equals(session));
    }
    return DONE + " " + revoked + " " + orphaned + " " + preserved;
  }

  /** Appends, by a lease if there is one. */
  String append(String id, ProcessAppend append, ModelLife.@Nullable Token lease) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    Optional<ModelLife.Happened> before =
        life.events.stream()
            .filter(event -> event.key().isPresent() && event.key().equals(append.replayKey()))
            .findFirst();
    if (before.isPresent()) {
      boolean isSame =
          before.get().type().equals(append.type())
              && before.get().payload().equals(append.payload());
      return isSame
          ? DONE + " replay " + (life.events.indexOf(before.get()) + 1)
          : "Different REPLAY_KEY";
    }
    if (life.outcome != null) {
      return "Ended";
    }
    if (lease != null && !holds(life, lease)) {
      return "LeaseLost";
    }
    String type = append.type();
    boolean isCancel = type.equals("process.cancel_requested");
    if (!isCancel
        && life.registration.eventTypes().stream().noneMatch(t -> t.name().equals(type))) {
      return "NotDeclared";
    }
    if ((isCancel || type.equals("finish")) && append.replayKey().isEmpty()) {
      return "NeedsKey";
    }
    String text = append.payload().text();
    if (type.equals("wake") && !text.startsWith("{\"say\":\"")) {
      return "BadPayload";
    }
    if (type.equals("finish") && lease == null && isHeld(life)) {
      return "Leased";
    }
    boolean wakes = type.equals("wake") || type.equals("ping");
    life.events.add(new ModelLife.Happened(type, append.payload(), append.replayKey(), wakes));
    life.updated = now;
    if (isCancel && life.cancel == null) {
      life.cancel = now;
    }
    if (wakes) {
      String key = type.equals("ping") ? "ping" : "life " + life.number + " " + life.events.size();
      String said = type.equals("ping") ? text : text.substring(8, text.length() - 2);
      append.wakeTarget().or(() -> life.target).ifPresent(to -> tell(to, key, said));
    }
    if (type.equals("finish")) {
      end(life, new ProcessOutcome.Succeeded(append.payload()));
    }
    return DONE + " " + life.events.size();
  }

  private void tell(SessionScope to, String key, String said) {
    if (toldKeys.add(to.key() + " " + key)) {
      told.computeIfAbsent(to, _ -> new ArrayList<>()).add(said);
    }
  }

  private void end(ModelLife life, ProcessOutcome outcome) {
    life.outcome = outcome;
    life.waiting = null;
    life.lease = null;
    life.updated = now;
  }

  String appendAll(ModelLife.Token lease, int count, ProcessAppend append) {
    ModelLife life = lives.get(lease.process);
    String over = over(lease);
    if (over != null || life == null) {
      return String.valueOf(over);
    }
    for (int i = 0; i < count; i++) {
      life.events.add(
          new ModelLife.Happened(append.type(), append.payload(), Optional.empty(), false));
    }
    life.updated = now;
    return DONE + " " + life.events.size();
  }

  String requestAbandon(String id, String by) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    if (life.outcome != null) {
      return "Ended";
    }
    if (life.abandon == null) {
      life.abandon = new AbandonRequest(by, Optional.empty(), now);
      life.updated = now;
    }
    return DONE;
  }

  String acknowledge(String id, long sequence) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    if (life.unacknowledged().contains(sequence)) {
      life.acknowledged.add(sequence);
    }
    return DONE;
  }

  private boolean isUnexpired(ModelLife life) {
    return life.lease != null && life.lease.expires.isAfter(now);
  }

  /** Somebody may write by the lease. */
  private boolean isHeld(ModelLife life) {
    return isUnexpired(life) && life.lease != null && !isDead(life.lease);
  }

  private boolean isDead(ModelLife.Token token) {
    return token.opening > 0 && token.opening < opening;
  }

  private boolean holds(ModelLife life, ModelLife.Token token) {
    return isHeld(life) && life.lease == token;
  }

  private ModelLife live(ModelLife.Token token) {
    return Objects.requireNonNull(lives.get(token.process));
  }

  private @Nullable String over(ModelLife.Token token) {
    ModelLife life = lives.get(token.process);
    if (life == null) {
      return unknown(token.process);
    }
    if (life.outcome != null) {
      return "Ended";
    }
    return holds(life, token) ? null : "LeaseLost";
  }

  /** Claims; what was seen of the lease makes it a reclaim. */
  String claim(
      String id,
      String owner,
      boolean isHere,
      Duration ttl,
      boolean toRun,
      ModelLife.@Nullable Token seen) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    if (life.outcome != null) {
      return DONE + " ended";
    }
    int of = isHere ? opening : 0;
    ModelLife.Token held = life.lease;
    boolean isAgain =
        held != null && isUnexpired(life) && held.owner.equals(owner) && held.opening == of;
    if (held != null && isAgain) {
      held.expires = now.plus(ttl);
      held.logged = isHere ? held.logged : held.expires;
    } else if (held != null && isUnexpired(life) && !(held == seen && isDead(held))) {
      return DONE + " busy";
    } else {
      life.lease = new ModelLife.Token(id, owner, of, now.plus(ttl));
    }
    if (toRun && life.abandon == null) {
      begin(life);
    }
    return DONE + " acquired";
  }

  private boolean mayBegin(ModelLife life) {
    boolean mayRun =
        switch (life.registration.disposition()) {
          case RERUNNABLE -> life.attempts < life.registration.retry().attemptsMax();
          case OWNER_BOUND -> life.startedBy == null;
          case EXTERNALLY_OWNED -> false;
        };
    return mayRun && (life.cancel == null || life.startedBy != null);
  }

  private boolean begin(ModelLife life) {
    ModelLife.Token lease = life.lease;
    if (lease == null || lease.isStarted || !mayBegin(life)) {
      return false;
    }
    lease.isStarted = true;
    life.attempts++;
    life.startedBy = life.startedBy == null ? lease.owner : life.startedBy;
    life.waiting = life.waiting instanceof Waiting.ForAttempt ? null : life.waiting;
    life.updated = now;
    return true;
  }

  String start(ModelLife.Token token) {
    String over = over(token);
    if (over != null) {
      return over;
    }
    ModelLife life = live(token);
    boolean isFirst = life.startedBy == null;
    return DONE + " " + (begin(life) && isFirst);
  }

  String renew(ModelLife.Token token, Duration ttl) {
    String over = over(token);
    if (over == null) {
      token.expires = now.plus(ttl);
      token.logged = token.opening == 0 ? token.expires : token.logged;
    }
    return over == null ? DONE : over;
  }

  void release(ModelLife.Token token) {
    ModelLife life = lives.get(token.process);
    if (life != null && life.lease == token) {
      life.lease = null;
    }
  }

  String giveBack(ModelLife.Token token) {
    String over = over(token);
    if (over != null) {
      return over;
    }
    ModelLife life = live(token);
    life.attempts -= token.isStarted && life.attempts > 0 ? 1 : 0;
    life.lease = null;
    return DONE;
  }

  String failAttempt(ModelLife.Token token, String why) {
    String over = over(token);
    if (over != null) {
      return over;
    }
    ModelLife life = live(token);
    Registration registration = life.registration;
    int failed = Math.max(1, life.attempts);
    if (registration.disposition() != Disposition.RERUNNABLE
        || failed >= registration.retry().attemptsMax()) {
      life.events.add(
          new ModelLife.Happened("process.failed", Payload.EMPTY, Optional.empty(), false));
      end(life, ProcessOutcome.failed("attempts", "attempts_exhausted", why));
      return DONE;
    }
    life.lease = null;
    life.attempts = failed;
    life.attemptsBeforeWait = 0;
    life.waiting =
        new Waiting.ForAttempt(now.plus(registration.retry().after(failed)), failed, why, now);
    life.updated = now;
    return DONE;
  }

  String setWaiting(ModelLife.Token token, Waiting waiting) {
    String over = over(token);
    if (over == null) {
      ModelLife life = live(token);
      life.waiting = waiting;
      life.attemptsBeforeWait = life.attempts > 0 ? life.attempts : life.attemptsBeforeWait;
      life.attempts = 0;
      life.updated = now;
    }
    return over == null ? DONE : over;
  }

  String clearWaiting(ModelLife.Token token) {
    String over = over(token);
    if (over != null) {
      return over;
    }
    ModelLife life = live(token);
    if (life.waiting != null) {
      boolean isOver =
          life.waiting instanceof Waiting.ForSignal it && !it.until().orElseThrow().isAfter(now);
      life.waiting = null;
      life.attempts = token.isStarted ? Math.max(1, life.attempts) : life.attempts;
      life.attempts = isOver ? Math.max(life.attempts, life.attemptsBeforeWait) : life.attempts;
      life.attemptsBeforeWait = 0;
      life.updated = now;
    }
    return DONE;
  }

  /** Completes, by a lease or by an authority. */
  String complete(
      String id,
      ProcessOutcome outcome,
      ModelLife.@Nullable Token lease,
      @Nullable Authority authority) {
    ModelLife life = lives.get(id);
    if (life == null) {
      return unknown(id);
    }
    if (life.outcome != null) {
      if (life.outcome.equals(outcome)) {
        return DONE;
      }
      return life.outcome.getClass().equals(outcome.getClass()) ? "Different OUTCOME" : "Ended";
    }
    if (lease != null && !holds(life, lease)) {
      return "LeaseLost";
    }
    if (authority != null && !fits(life, outcome, authority)) {
      return "WrongAuthority";
    }
    if (authority != null && isHeld(life)) {
      return "Leased";
    }
    life.events.add(new ModelLife.Happened("process.end", Payload.EMPTY, Optional.empty(), false));
    end(life, outcome);
    return DONE;
  }

  private static boolean fits(ModelLife life, ProcessOutcome outcome, Authority authority) {
    boolean isOutside = life.registration.disposition() == Disposition.EXTERNALLY_OWNED;
    boolean isGivenUp = outcome instanceof ProcessOutcome.Abandoned;
    if (authority instanceof Authority.WorkflowKey) {
      return !isOutside;
    }
    return authority instanceof Authority.ExternalOwner
        ? isOutside && !isGivenUp
        : isOutside && isGivenUp && life.abandon != null;
  }

  String prune(Duration age, Optional<String> kind) {
    long processes = 0;
    long events = 0;
    for (Map.Entry<String, ModelLife> entry : new TreeMap<>(lives).entrySet()) {
      String id = entry.getKey();
      ModelLife life = entry.getValue();
      boolean isOld = life.outcome != null && life.updated.isBefore(now.minus(age));
      if (isOld && kind.map(life.registration.work().kind()::equals).orElse(true)) {
        lives.remove(id);
        pruned.add(id);
        processes++;
        events += life.events.size();
      }
    }
    return DONE + " " + processes + " " + events;
  }
}
