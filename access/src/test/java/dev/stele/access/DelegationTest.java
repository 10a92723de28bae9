package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another domain's policies, asked about what a question of this one is there. */
class DelegationTest {

  private record Invoice(int number, String project) {}

  private static final Domain<String, String, Invoice, String> INVOICES = Domain.named("invoices");
  private static final Domain<Integer, Character, String, Boolean> PROJECTS =
      Domain.named("projects");
  private static final FactType<String, Verdict> SAID = FactType.named("said");

  private final List<List<String>> loads = new ArrayList<>();
  private int clockReads;

  private Facts facts(Map<String, Verdict> known) {
    return Facts.builder()
        .with(
            SAID,
            FactSource.of(keys -> {
              loads.add(List.copyOf(keys));
              Map<String, Verdict> found = new HashMap<>(known);
              found.keySet().retainAll(keys);
              return found;
            }))
        .clock(() -> {
          clockReads++;
          return Instant.EPOCH.plusSeconds(clockReads);
        })
        .build();
  }

  private static Policy<Integer, Character, String, Boolean> says() {
    return new Policy<>() {
      @Override
      public String name() {
        return "said";
      }

      @Override
      public Effect effect() {
        return Effect.ALLOW_OR_FORBID;
      }

      @Override
      public Answer evaluate(Question<Integer, Character, String, Boolean> question) {
        assertThat(question.subject()).isEqualTo(5);
        assertThat(question.action()).isEqualTo('r');
        assertThat(question.context()).isTrue();
        return switch (question.fact(SAID, question.resource()).orElse(Verdict.ABSTAIN)) {
          case GRANT -> question.grant("yes");
          case ABSTAIN -> question.abstain("nothing");
          case VETO -> question.veto("no");
        };
      }
    };
  }

  private static Policy<String, String, Invoice, String> delegation() {
    Checker<Integer, Character, String, Boolean> projects =
        PROJECTS.checker("projects").add(says()).build();
    return INVOICES.delegate(
        "project",
        projects,
        String::length,
        action -> action.charAt(0),
        Invoice::project,
        context -> !context.isEmpty());
  }

  private static Bound<String, String, Invoice, String> bound(
      Facts facts, List<Policy<String, String, Invoice, String>> policies) {
    Checker.Builder<String, String, Invoice, String> builder = INVOICES.checker("invoices");
    policies.forEach(builder::add);
    return builder.build().bind(facts.session(), "alice", "read", "office");
  }

  private static final Policy<String, String, Invoice, String> ALL =
      INVOICES.policy("all").resource(invoice -> invoice.number() > 0).allow();

  @Test
  void whatTheOtherDomainSaysIsSaidHere() {
    Facts facts = facts(Map.of("green", Verdict.GRANT, "red", Verdict.VETO));
    Bound<String, String, Invoice, String> bound = bound(facts, List.of(delegation())).traced();
    DecisionAssert.that(bound.check(new Invoice(1, "green")))
        .isGrantedBy("project")
        .says("projects", Verdict.GRANT)
        .used("said", SAID);
    DecisionAssert.that(bound.check(new Invoice(2, "red"))).isVetoedBy("project");
    DecisionAssert.that(bound.check(new Invoice(3, "grey"))).isDeniedFor(Decision.Cause.NO_GRANT);
  }

  @Test
  void aVetoFromThereDeniesInAnyOrderAndANegationDoesNotUndoIt() {
    Facts facts = facts(Map.of("red", Verdict.VETO));
    Invoice red = new Invoice(1, "red");
    DecisionAssert.that(bound(facts, List.of(ALL, delegation())).check(red)).isVetoedBy("project");
    DecisionAssert.that(bound(facts, List.of(delegation(), ALL)).check(red)).isVetoedBy("project");
    DecisionAssert.that(bound(facts, List.of(delegation().negated())).check(red)).isDenied();
    assertThat(delegation().effect()).isEqualTo(Effect.ALLOW_OR_FORBID);
  }

  @Test
  void whatIsOpenThereIsOpenHere() {
    Invoice some = new Invoice(1, "green");
    DecisionAssert.that(bound(Facts.none(), List.of(delegation().negated())).check(some))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
    DecisionAssert.that(bound(Facts.none(), List.of(delegation(), ALL)).traced().check(some))
        .isDeniedFor(Decision.Cause.INDETERMINATE)
        .cannotTell("project")
        .cannotTell("projects");
  }

  @Test
  void manyItemsMakeOneLoad() {
    List<Invoice> invoices =
        IntStream.range(0, 30).mapToObj(i -> new Invoice(i, "project" + i)).toList();
    Facts facts = facts(Map.of("project3", Verdict.GRANT));
    assertThat(bound(facts, List.of(delegation())).filter(invoices))
        .containsExactly(invoices.get(3));
    assertThat(loads).hasSize(1);
  }

  @Test
  void bothAreAskedAtOneTime() {
    List<Instant> times = new ArrayList<>();
    Checker<Integer, Character, String, Boolean> projects =
        PROJECTS
            .checker("projects")
            .add(PROJECTS.policy("there").when(asked -> times.add(asked.now())).allow())
            .build();
    Policy<String, String, Invoice, String> there =
        INVOICES.delegate("there", projects, _ -> 1, _ -> 'x', Invoice::project, _ -> true);
    Policy<String, String, Invoice, String> here =
        INVOICES.policy("here").when(asked -> times.add(asked.now())).allow();
    bound(facts(Map.of()), List.of(here.and(there)))
        .evaluate(List.of(new Invoice(1, "a"), new Invoice(2, "b")));
    assertThat(times).hasSize(4).containsOnly(times.getFirst());
  }
}
