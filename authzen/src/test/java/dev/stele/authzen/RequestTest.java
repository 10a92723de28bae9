package dev.stele.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests, read from JSON. */
class RequestTest {

  private static final String MINIMAL =
      """
      {'subject': {'type': 'person', 'id': 'ida'},
       'action': {'name': 'open'},
       'resource': {'type': 'door', 'id': '7'}}
      """;

  private static AuthZenException.Malformed refusal(String json) {
    AuthZenException.Malformed refusal =
        catchThrowableOfType(AuthZenException.Malformed.class, () -> Requests.several(json));
    assertThat(refusal).as("refusal of %s", json).isNotNull();
    return refusal;
  }

  private static EvaluationsRequest.Several asked(String json) {
    EvaluationsRequest request = Requests.several(json);
    assertThat(request).isInstanceOf(EvaluationsRequest.Several.class);
    return (EvaluationsRequest.Several) request;
  }

  @Test
  void anEvaluationNeedsSubjectActionAndResource() {
    assertThat(Requests.one(MINIMAL))
        .isEqualTo(
            new EvaluationRequest(
                Subject.of("person", "ida"),
                Action.named("open"),
                Resource.of("door", "7"),
                Map.of()));
  }

  @Test
  void propertiesAndContextArePlainValues() {
    EvaluationRequest request =
        Requests.one(
            """
            {'subject': {'type': 'person', 'id': 'ida', 'properties': {'age': 41, 'staff': true}},
             'action': {'name': 'open', 'properties': {'force': 0.5, 'why': ['fire', 2, null]}},
             'resource': {'type': 'door', 'id': '7', 'properties':
                 {'house': {'number': 12345678901234567890, 'street': 'Elm'}, 'lock': null}},
             'context': {'hour': 23}}
            """);
    assertThat(request.subject().properties()).isEqualTo(Map.of("age", 41L, "staff", true));
    assertThat(request.action().properties())
        .isEqualTo(Map.of("force", new BigDecimal("0.5"), "why", List.of("fire", 2L)));
    assertThat(request.resource().properties())
        .isEqualTo(
            Map.of(
                "house",
                Map.of("number", new BigDecimal("12345678901234567890"), "street", "Elm")));
    assertThat(request.context()).isEqualTo(Map.of("hour", 23L));
  }

  @Test
  void whatIsNotKnownIsPassedOver() {
    assertThat(
            Requests.one(
                """
                {'subject': {'type': 'person', 'id': 'ida', 'mood': 'good'},
                 'action': {'name': 'open', 'verb': 1},
                 'resource': {'type': 'door', 'id': '7', 'colour': {}},
                 'page': {'limit': 3}, 'options': [1]}
                """))
        .isEqualTo(Requests.one(MINIMAL));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                                                  | /subject
          {'subject': {'id': 'x'}}                                            | /action
          {'subject': {'id': 'x'}, 'action': {}, 'resource': {}}              | /subject/type
          {'subject': {'type': 'x'}, 'action': {}, 'resource': {}}            | /subject/id
          {'subject': {'type': 'x', 'id': 'x'}, 'action': {}, 'resource': {}} | /action/name
          {'subject': {'type': 'x', 'id': 'x'}, 'action': {'name': 'x'}}      | /resource
          {'subject': null, 'action': {}, 'resource': {}}                     | /subject
          {'subject': {'type': 'x', 'id': null}, 'action': {}, 'resource': {}}| /subject/id
          """)
  void aFieldThatMustBeThereIsNamed(String json, String path) {
    AuthZenException.Malformed refusal = refusal(json);
    assertThat(refusal.path()).isEqualTo(path);
    assertThat(refusal).hasMessageContaining("must be there").hasMessageContaining(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          []                                                                        |
          {'subject': 'ida', 'action': {}, 'resource': {}}                          | /subject
          {'subject': {'type': 1, 'id': 'x'}, 'action': {}, 'resource': {}}         | /subject/type
          {'subject': {'type': 'x', 'id': 7}, 'action': {}, 'resource': {}}         | /subject/id
          {'subject': {'type': 'x', 'id': 'x', 'properties': []}, 'action': {}, 'resource': {}} \
          | /subject/properties
          {'evaluations': {}}                                                       | /evaluations
          {'evaluations': [{}, 1]}                                                  | /evaluations/1
          {'options': 'all'}                                                        | /options
          """)
  void aFieldOfAWrongTypeIsNamed(String json, String path) {
    String complete =
        json.contains("evaluations")
            ? json.replace(
                "{'evaluations'", MINIMAL.strip().replaceAll("}$", "") + ", 'evaluations'")
            : json;
    AuthZenException.Malformed refusal = refusal(complete);
    assertThat(refusal.path()).isEqualTo(path == null ? "" : path);
    assertThat(refusal).hasMessageContaining("it must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'subject': {'type': 'person', 'id': 'ida', 'id': 'eve'}}",
        "{} {}",
        "null",
        "not JSON"
      })
  void whatIsNoJsonObjectOrCanBeReadInTwoWaysIsRefused(String json) {
    assertThat(refusal(json).path()).isEmpty();
  }

  @Test
  void whatAnEvaluationDoesNotSayItTakesFromTheRequest() {
    EvaluationsRequest.Several request =
        asked(
            """
            {'subject': {'type': 'person', 'id': 'ida', 'properties': {'staff': true}},
             'action': {'name': 'open'},
             'context': {'hour': 23},
             'evaluations': [
               {'resource': {'type': 'door', 'id': '7'}},
               {'resource': {'type': 'door', 'id': '8'}, 'context': {'fire': true}},
               {'resource': {'type': 'door', 'id': '9'}, 'action': {'name': 'lock'},
                'subject': {'type': 'person', 'id': 'eve'}}]}
            """);
    Subject ida = new Subject("person", "ida", Map.of("staff", true));
    assertThat(request.semantic()).isEqualTo(EvaluationsSemantic.EXECUTE_ALL);
    assertThat(request.evaluations())
        .containsExactly(
            new EvaluationRequest(
                ida, Action.named("open"), Resource.of("door", "7"), Map.of("hour", 23L)),
            new EvaluationRequest(
                ida, Action.named("open"), Resource.of("door", "8"), Map.of("fire", true)),
            new EvaluationRequest(
                Subject.of("person", "eve"),
                Action.named("lock"),
                Resource.of("door", "9"),
                Map.of("hour", 23L)));
  }

  @Test
  void whatNeitherSaysIsNamedWithThePlaceOfTheEvaluation() {
    assertThat(
            refusal(
                    """
                    {'subject': {'type': 'person', 'id': 'ida'},
                     'evaluations': [
                       {'action': {'name': 'open'}, 'resource': {'type': 'door', 'id': '7'}},
                       {'action': {'name': 'open'}, 'resource': {'type': 'door'}}]}
                    """)
                .path())
        .isEqualTo("/evaluations/1/resource/id");
    assertThat(refusal("{'evaluations': [{'subject': {'type': 'x', 'id': 'x'}}]}").path())
        .isEqualTo("/evaluations/0/action");
  }

  @Test
  void withoutEvaluationsItIsASingleOne() {
    EvaluationsRequest single = new EvaluationsRequest.Single(Requests.one(MINIMAL));
    assertThat(Requests.several(MINIMAL)).isEqualTo(single);
    String open = MINIMAL.strip().replaceAll("}$", "");
    assertThat(Requests.several(open + ", 'evaluations': []}")).isEqualTo(single);
    assertThat(Requests.several(open + ", 'evaluations': null}")).isEqualTo(single);
  }

  @ParameterizedTest
  @CsvSource({
    "execute_all, EXECUTE_ALL",
    "deny_on_first_deny, DENY_ON_FIRST_DENY",
    "permit_on_first_permit, PERMIT_ON_FIRST_PERMIT"
  })
  void theSemanticIsAnOption(String label, EvaluationsSemantic semantic) {
    assertThat(semantic.label()).isEqualTo(label);
    assertThat(asked(withSemantic("'" + label + "'")).semantic()).isEqualTo(semantic);
  }

  @Test
  void aSemanticThatIsNotKnownIsRefused() {
    AuthZenException.Malformed refusal = refusal(withSemantic("'DENY_ON_FIRST_DENY'"));
    assertThat(refusal.path()).isEqualTo("/options/evaluations_semantic");
    assertThat(refusal).hasMessageContaining("got: 'DENY_ON_FIRST_DENY'");
    assertThat(asked(withSemantic("null")).semantic()).isEqualTo(EvaluationsSemantic.EXECUTE_ALL);
  }

  private static String withSemantic(String semantic) {
    return MINIMAL.strip().replaceAll("}$", "")
        + ", 'evaluations': [{}], 'options': {'colour': 'red', 'evaluations_semantic': "
        + semantic
        + "}}";
  }
}
