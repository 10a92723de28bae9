package dev.stele.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.access.AccessException;
import dev.stele.access.Checker;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import dev.stele.access.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluations, asked of a checker. */
class AuthZenTest {

  private static final Domain<Subject, Action, Resource, Map<String, Object>> DOORS =
      AuthZen.domain("doors");
  private static final FactType<String, String> KEEPER = FactType.named("keeper of a door");

  private static final String YES = "{'decision':true}";
  private static final String NO = "{'decision':false,'context':{'reason':'no_grant'}}";
  private static final String UNKNOWN = "{'decision':false,'context':{'reason':'indeterminate'}}";

  private final List<List<String>> loads = new ArrayList<>();
  private final List<String> decided = new ArrayList<>();

  /** Ida keeps the doors 1 to 4; who keeps the door 9 cannot be found out. */
  private final Facts facts =
      Facts.builder()
          .with(
              KEEPER,
              FactSource.of(doors -> {
                loads.add(List.copyOf(doors));
                if (doors.contains("9")) {
                  throw new IllegalStateException("the list of keepers is lost");
                }
                Map<String, String> keepers =
                    new HashMap<>(Map.of("1", "ida", "2", "ida", "3", "ida", "4", "ida"));
                keepers.keySet().retainAll(doors);
                return keepers;
              }))
          .build();

  private Checker.Builder<Subject, Action, Resource, Map<String, Object>> doors() {
    return DOORS
        .checker("doors")
        .add(
            DOORS
                .policy("keeper")
                .fact(KEEPER, q -> q.resource().id(), (q, who) -> who.equals(q.subject().id()))
                .allow())
        .add(DOORS.policy("in a fire").context(now -> Boolean.TRUE.equals(now.get("fire"))).allow())
        .add(DOORS.policy("walled up").action(act -> act.name().equals("unwall")).forbid());
  }

  private final Checker<Subject, Action, Resource, Map<String, Object>> checker =
      doors().watch(all -> all.forEach(one -> decided.add(one.resource().id()))).build();

  private final AuthZen authZen = AuthZen.of(checker, facts);

  private static String asks(String subject, String action, String door, String more) {
    return """
    {'subject': {'type': 'person', 'id': '%s'}, 'action': {'name': '%s'},
     'resource': {'type': 'door', 'id': '%s'}%s}
    """
        .formatted(subject, action, door, more);
  }

  private static String asksForDoors(String semantic, String... doors) {
    List<String> evaluations = new ArrayList<>();
    for (String door : doors) {
      evaluations.add("{'resource': {'type': 'door', 'id': '%s'}}".formatted(door));
    }
    return asks(
        "ida",
        "open",
        "0",
        ", 'options': {'evaluations_semantic': '%s'}, 'evaluations': [%s]"
            .formatted(semantic, String.join(", ", evaluations)));
  }

  private static String all(String... answers) {
    return "{'evaluations':[" + String.join(",", answers) + "]}";
  }

  private String answered(String json) {
    return Requests.text(authZen.evaluate(Requests.several(json)).toJson());
  }

  @Test
  void anEvaluationIsAnsweredByAnObjectWithItsDecision() {
    byte[] body = Requests.bytes(asks("ida", "open", "1", ""));
    // @start region="authzen"
    EvaluationRequest request = EvaluationRequest.parse(body);
    byte[] answer = authZen.evaluate(request).toJson();
    // @end
    assertThat(Requests.text(answer)).isEqualTo(YES);
  }

  @Test
  void aDenialSaysWhyInKindAndNamesNoPolicy() {
    assertThat(answered(asks("eve", "open", "1", ""))).isEqualTo(NO);
    assertThat(answered(asks("ida", "unwall", "1", "")))
        .isEqualTo("{'decision':false,'context':{'reason':'veto'}}");
    assertThat(answered(asks("ida", "open", "9", ""))).isEqualTo(UNKNOWN);
    AuthZen empty = AuthZen.of(DOORS.checker("empty").build(), facts);
    assertThat(Requests.text(empty.evaluate(Requests.one(asks("ida", "open", "1", ""))).toJson()))
        .isEqualTo("{'decision':false,'context':{'reason':'no_policies'}}");
  }

  @Test
  void whoWatchesWithTracesDoesNotMakeThemPublic() {
    Checker<Subject, Action, Resource, Map<String, Object>> watched =
        doors()
            .watch(
                new Watch<>() {
                  @Override
                  public void decided(
                      List<Decided<Subject, Action, Resource, Map<String, Object>>> all) {}

                  @Override
                  public boolean wantsTraces() {
                    return true;
                  }
                })
            .build();
    EvaluationRequest request = Requests.one(asks("ida", "unwall", "1", ""));
    assertThat(AuthZen.of(watched, facts).evaluate(request).context())
        .isEqualTo(Map.of("reason", "veto"));
  }

  @Test
  void whoAsksForItIsToldWhichPolicyAndHow() {
    EvaluationResponse denied =
        authZen.explaining().evaluate(Requests.one(asks("ida", "unwall", "1", "")));
    assertThat(denied.context())
        .containsEntry("reason", "veto")
        .containsEntry("reason_admin", Map.of("en", "denied: vetoed by 'walled up'"));
    assertThat(denied.context().get("trace")).asString().contains("walled up: veto");
    EvaluationResponse granted =
        authZen.explaining().evaluate(Requests.one(asks("ida", "open", "1", "")));
    assertThat(granted.context())
        .doesNotContainKey("reason")
        .containsEntry("reason_admin", Map.of("en", "granted by 'keeper'"));
  }

  @Test
  void thePoliciesSeeTheContext() {
    assertThat(answered(asks("eve", "open", "1", ", 'context': {'fire': true}"))).isEqualTo(YES);
  }

  @Test
  void allAreAnsweredInTheirOrderAndAskedAboutTogether() {
    assertThat(answered(asksForDoors("execute_all", "1", "5", "2"))).isEqualTo(all(YES, NO, YES));
    assertThat(loads).containsExactly(List.of("1", "5", "2"));
  }

  @Test
  void thoseOfOneSubjectActionAndContextAreABatchWhateverTheirOrder() {
    String evaluations =
        "[%s, %s, %s, %s]"
            .formatted(
                asks("ida", "open", "1", ""),
                asks("eve", "open", "1", ""),
                asks("ida", "open", "2", ""),
                asks("eve", "open", "6", ""));
    assertThat(answered("{'evaluations': " + evaluations + "}")).isEqualTo(all(YES, NO, YES, NO));
    // What was learnt for the one is known for the other.
    assertThat(loads).containsExactly(List.of("1", "2"), List.of("6"));
    assertThat(decided).containsExactly("1", "2", "1", "6");
  }

  @Test
  void withDenyOnFirstDenyTheFirstDenialIsTheLastAnswer() {
    assertThat(answered(asksForDoors("deny_on_first_deny", "1", "5", "2"))).isEqualTo(all(YES, NO));
    assertThat(decided).containsExactly("1", "5");
  }

  @Test
  void aFailureIsADenialThere() {
    assertThat(answered(asksForDoors("deny_on_first_deny", "1", "9", "2")))
        .isEqualTo(all(YES, UNKNOWN));
  }

  @Test
  void withPermitOnFirstPermitTheFirstGrantIsTheLastAnswer() {
    assertThat(answered(asksForDoors("permit_on_first_permit", "5", "9", "2", "1")))
        .isEqualTo(all(NO, UNKNOWN, YES));
    assertThat(decided).containsExactly("5", "9", "2");
  }

  @Test
  void ifNoneIsTheLastAllAreAnswered() {
    assertThat(answered(asksForDoors("deny_on_first_deny", "1", "2"))).isEqualTo(all(YES, YES));
    assertThat(answered(asksForDoors("permit_on_first_permit", "5", "6")))
        .contains("no_grant'}},{'decision':false");
  }

  @Test
  void withoutEvaluationsItIsAnsweredAsASingleOne() {
    assertThat(answered(asks("ida", "open", "1", ", 'evaluations': []"))).isEqualTo(YES);
  }

  @Test
  void eachRequestFindsOutAnew() {
    answered(asks("ida", "open", "1", ""));
    answered(asks("ida", "open", "1", ""));
    assertThat(loads).hasSize(2);
  }

  @Test
  void whatCannotBePutOnRecordIsNotGivenOut() {
    Checker<Subject, Action, Resource, Map<String, Object>> unrecorded =
        doors()
            .watch(_ -> {
              throw new IllegalStateException("the record is full");
            })
            .build();
    assertThatThrownBy(() ->
            AuthZen.of(unrecorded, facts).evaluate(Requests.one(asks("ida", "open", "1", ""))))
        .isInstanceOf(AccessException.Unreported.class);
  }
}
