package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stele.ground.Clock;
import dev.stele.process.Answer;
import dev.stele.process.Appended;
import dev.stele.process.Disposition;
import dev.stele.process.Documents;
import dev.stele.process.Documents.Kind;
import dev.stele.process.EventType;
import dev.stele.process.Payload;
import dev.stele.process.PayloadRule;
import dev.stele.process.ProcessAppend;
import dev.stele.process.ProcessId;
import dev.stele.process.ProcessOutcome;
import dev.stele.process.Refusal;
import dev.stele.process.Registration;
import dev.stele.process.Registry;
import dev.stele.process.Selector;
import dev.stele.process.Semantics;
import dev.stele.process.Work;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads of JSON are looked into strictly, and values are what stands there. */
class JsonDocumentsTest {

  /** The document of RFC 6901, section 5. */
  private static final String RFC_6901 =
      """
      {
         "foo": ["bar", "baz"],
         "": 0,
         "a/b": 1,
         "c%d": 2,
         "e^f": 3,
         "g|h": 4,
         "i\\\\j": 5,
         "k\\"l": 6,
         " ": 7,
         "m~n": 8
      }
      """;

  private final Documents documents = JsonDocuments.strict();

  private Optional<String> at(String json, String pointer) {
    return documents.at(Payload.json(json), pointer).map(Payload::text);
  }

  @Test
  void thePointersOfTheRfcLeadWhereItSays() {
    assertThat(at(RFC_6901, "")).contains(RFC_6901);
    assertThat(at(RFC_6901, "/foo")).contains("[\"bar\", \"baz\"]");
    Map.of(
            "/foo/0", "\"bar\"",
            "/", "0",
            "/a~1b", "1",
            "/c%d", "2",
            "/e^f", "3",
            "/g|h", "4",
            "/i\\j", "5",
            "/k\"l", "6",
            "/ ", "7",
            "/m~0n", "8")
        .forEach((pointer, value) -> assertThat(at(RFC_6901, pointer)).as(pointer).contains(value));
  }

  @Test
  void aTildeIsUnescapedOnce() {
    assertThat(at("{\"~1\":1,\"/\":2}", "/~01")).contains("1");
    assertThat(at("{\"~1\":1,\"/\":2}", "/~1")).contains("2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/no",
        "/foo/2",
        "/foo/-",
        "/foo/00",
        "/foo/01",
        "/foo/+1",
        "/foo/-1",
        "/foo/1e0",
        "/foo/",
        "/foo/bar",
        "/foo/0/0",
        "//0",
        "/foo/99999999999999999999",
        "/foo/٠"
      })
  void whereThereIsNothingNothingIsFound(String pointer) {
    assertThat(at(RFC_6901, pointer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "#/foo", "/~", "/~2", "/a~", "/m~n", " /foo"})
  void aTextThatIsNoPointerIsRefused(String pointer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(RFC_6901, pointer))
        .withMessageContaining("JSON pointer must")
        .withMessageContaining("'" + pointer + "'");
  }

  @Test
  void numbersAndTextsKeepHowTheyWereWritten() {
    String digits = "0.1000000000000000055511151231257827021181583404541015625" + "0".repeat(2_000);
    String json = "{ \"a\": [ -0 , 1E400,\n" + digits + " ] , \"b\" : \"\\u00e9\\n\" }";
    assertThat(at(json, "/a/0")).contains("-0");
    assertThat(at(json, "/a/1")).contains("1E400");
    assertThat(at(json, "/a/2")).contains(digits);
    assertThat(at(json, "/b")).contains("\"\\u00e9\\n\"");
    assertThat(at("[[1],[[2, 3] ],{\"x\":{}}]", "/1/0")).contains("[2, 3]");
    assertThat(at("[[1],[[2, 3] ],{\"x\":{}}]", "/2/x")).contains("{}");
    assertThat(at("[1,2]", "/1")).contains("2");
    assertThat(at("[true,false,null]", "/2")).contains("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1} {}",
        "{\"a\":1} 2",
        "{\"a\":1}]",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":1} // c",
        "{\"a\":[1,{\"b\":1,\"b\":2}]}",
        "\uFEFF{\"a\":1}",
        "{\"a\":\"\u0001\"}"
      })
  void whatIsNotJsonAsAWholeIsRefusedWhereverTheFaultIs(String json) {
    for (String pointer : List.of("", "/a", "/none")) {
      assertThatIllegalArgumentException()
          .as(pointer)
          .isThrownBy(() -> at(json, pointer))
          .withMessageContaining("payload must be");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> documents.kind(Payload.json(json)));
    assertThatIllegalArgumentException().isThrownBy(() -> documents.text(Payload.json(json)));
    assertThatIllegalArgumentException().isThrownBy(() -> documents.isTrue(Payload.json(json)));
  }

  @Test
  void bytesThatAreNoTextAndOtherMediaTypesAreRefused() {
    Payload cut = new Payload("application/json", ByteBuffer.wrap(new byte[] {'"', (byte) 0xC3}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> documents.at(cut, ""))
        .withMessageContaining("UTF-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> documents.at(Payload.text("{}"), ""))
        .withMessage("payload must be JSON, got: text/plain");
    Payload event = new Payload("application/x+JSON; charset=utf-8", Payload.json("[7]").bytes());
    assertThat(documents.at(event, "/0")).contains(Payload.json("7"));
  }

  @Test
  void aDocumentThatIsTooDeepIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at("[".repeat(100_000) + "]".repeat(100_000), "/0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"a\";TEXT;true;a", "\"\";TEXT;false;``", "\"\\u0041\\n\";TEXT;true;`A\n`",
        "0;NUMBER;true;0", "-1.50;NUMBER;true;-1.50", "true;BOOLEAN;true;true",
        "` false `;BOOLEAN;false;false", "null;NULL;false;null", "{};OBJECT;false;{}",
        "`{ }`;OBJECT;false;`{ }`", "{\"a\":null};OBJECT;true;{\"a\":null}", "[];LIST;false;[]",
        "[null];LIST;true;[null]"
      })
  void valuesHaveAKindATruthAndAText(String json, Kind kind, boolean truth, String text) {
    Payload value = Payload.json(json);
    assertThat(documents.kind(value)).isEqualTo(kind);
    assertThat(documents.isTrue(value)).isEqualTo(truth);
    assertThat(documents.text(value)).isEqualTo(text);
  }

  @Test
  void whatIsNotJsonIsATextAsAWhole() {
    assertThat(documents.text(Payload.text("\"a\""))).isEqualTo("\"a\"");
    assertThat(documents.isTrue(Payload.text("false"))).isTrue();
    assertThat(documents.isTrue(Payload.text(""))).isFalse();
  }

  @Test
  void eventsOfProcessesAreCheckedAndEndThemByWhatStandsInThem() {
    EventType done =
        new EventType(
            "done",
            PayloadRule.json(Map.of("/result/total", Kind.NUMBER)),
            new Semantics.Terminal(
                Semantics.Terminal.State.COMPLETED,
                Optional.of(new Selector.Pointer("/result/total"))));
    ProcessId id = ProcessId.of("a");
    try (Registry registry = Registry.inMemory(JsonDocuments.strict(), Clock.system())) {
      registry
          .register(
              Registration.of("a", Work.run("sum", Payload.EMPTY), Disposition.OWNER_BOUND)
                  .events(done))
          .orThrow();
      Answer<Appended> refused =
          registry.append(
              id,
              ProcessAppend.of("done", Payload.json("{\"result\":{\"total\":\"1\"}}")).key("k"));
      assertThat(refused)
          .isInstanceOfSatisfying(
              Answer.Refused.class,
              it -> assertThat(it.refusal()).isInstanceOf(Refusal.BadPayload.class));
      registry
          .append(
              id, ProcessAppend.of("done", Payload.json("{\"result\":{\"total\":1.10}}")).key("k"))
          .orThrow();
      assertThat(registry.get(id).outcome())
          .contains(new ProcessOutcome.Succeeded(Payload.json("1.10")));
    }
  }
}
