package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of CloudEvents, one by one. */
class CloudEventTextTest {

  private static final String CORE =
      "'specversion':'1.0','id':'1','source':'/s','type':'T'".replace('\'', '"');

  private static CloudEvent parse(String text) throws BadLineException {
    return CloudEventText.parse(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static CloudEvent with(String members) throws BadLineException {
    return parse("{" + CORE + "," + members.replace('\'', '"') + "}");
  }

  private static String data(String members) throws BadLineException {
    return StandardCharsets.UTF_8.decode(with(members).data().orElseThrow().bytes()).toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                           | line must be a JSON object",
        "`[]`                         | line must be a JSON object",
        "`7`                          | line must be a JSON object",
        "`{`                          | line must be JSON: Unexpected end-of-input",
        "`{'a':1}x`                   | line must be JSON: Unrecognized token",
        "`{CORE}{}`                   | line must end behind its object",
        "`{CORE,'id':'2'}`            | line must be JSON: Duplicate field 'id'",
        "`{CORE,'data':{'a':1,'a':2}}`| line must be JSON: Duplicate field 'a'",
        "`{CORE,'data':01}`           | line must be JSON: Invalid numeric value",
        "`{CORE,'data':NaN}`          | line must be JSON: Non-standard token",
        "`{'specversion':'1.0'}`      | attribute 'id' must be there",
        "`{'id':'1'}`                 | attribute 'specversion' must be there",
        "`{CORE,'subject':''}`        | attribute 'subject' must not be empty",
        "`{CORE,'subject':7}`         | attribute 'subject' must be a string",
        "`{CORE,'tags':true}`         | attribute 'tags' must be a string",
        "`{CORE,'Foo':'x'}`           | attribute name must have lower-case letters and digits",
        "`{CORE,'a_b':'x'}`           | attribute name must have lower-case letters and digits",
        "`{CORE,'foo':{}}`            | attribute 'foo' must be a string, a number or a boolean",
        "`{CORE,'foo':'a\\u0007'}`    | attribute 'foo' must have no control characters",
        "`{CORE,'foo':'a\\ud800'}`    | attribute 'foo' must be valid Unicode",
        "`{CORE,'time':'yesterday'}`  | attribute 'time' must be of RFC 3339, got: 'yesterday'",
        "`{CORE,'time':'2026-02-30T00:00:00Z'}`  | attribute 'time' must be of RFC 3339",
        "`{CORE,'data_base64':'a'}`   | 'data_base64' must be base64",
        "`{CORE,'data_base64':'YQ'}`  | 'data_base64' must be base64 with its padding",
        "`{CORE,'data_base64':'YR=='}`| 'data_base64' must be base64 with its padding",
        "`{CORE,'data_base64':1}`     | 'data_base64' must be a string",
        "`{CORE,'data':1,'data_base64':'YQ=='}`  | 'data' and 'data_base64' must not both be",
        "`{CORE,'datacontenttype':'text/plain','data':'\\ud800'}` | 'data' must be valid Unicode",
      })
  void aLineThatIsNoEventIsRefusedInWords(String line, String reason) {
    String text = (line == null ? "" : line).replace('\'', '"').replace("CORE", CORE);
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(BadLineException.class)
        .hasMessageStartingWith(reason.replace("field 'id'", "field 'id'"));
  }

  @Test
  void anotherVersionOfCloudEventsIsRefused() {
    assertThatThrownBy(() -> parse("{" + CORE.replace("1.0", "0.3") + "}"))
        .isInstanceOf(BadLineException.class)
        .hasMessage("attribute 'specversion' must be 1.0, got: '0.3'");
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', '}'};
    assertThatThrownBy(() -> CloudEventText.parse(ByteBuffer.wrap(overlong)))
        .isInstanceOf(BadLineException.class)
        .hasMessage("line must be valid UTF-8");
  }

  @Test
  void dataThatNestsWithoutEndIsRefused() {
    assertThatThrownBy(() -> with("'data':" + "[".repeat(100_000)))
        .isInstanceOf(BadLineException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void numbersStayAsTheyWereWritten() throws BadLineException {
    String number = "1" + "0".repeat(5_000) + ".10e-7";
    assertThat(data("'data' : [ " + number + " ,\t-0.0 ]")).isEqualTo("[" + number + ",-0.0]");
  }

  @Test
  void blanksInStringsStay() throws BadLineException {
    assertThat(data("'data': { 'a \\\\' : ' b\\\" ' }")).isEqualTo("{\"a \\\\\":\" b\\\" \"}");
  }

  @Test
  void whatIsNullIsNotThereButDataIs() throws BadLineException {
    CloudEvent event = with("'subject':null,'foo':null,'data':null");
    assertThat(event.attributes()).hasSize(4);
    assertThat(event.data()).isPresent();
    assertThat(data("'data':null")).isEqualTo("null");
    assertThat(with("'foo':1").data()).isEmpty();
  }

  @Test
  void aStringOfAnotherTypeIsTextWhereverTheTypeStands() throws BadLineException {
    CloudEvent before = with("'datacontenttype':'text/plain','data':'a\\nb'");
    CloudEvent after = with("'data':'a\\nb','datacontenttype':'text/plain'");
    assertThat(before).isEqualTo(after);
    assertThat(before.data().orElseThrow().form()).isEqualTo(CloudEvent.Form.TEXT);
    assertThat(data("'data':'a\\nb','datacontenttype':'text/plain'")).isEqualTo("a\nb");
    assertThat(data("'data':'a\\nb'")).isEqualTo("\"a\\nb\"");
  }

  @Test
  void membersAreWrittenInTheOrderThatPeopleExpect() throws BadLineException {
    String line = CloudEventText.write(with("'data':{'b':[ 1 ]},'zz':true,'aa':-1,'subject':'x'"));
    assertThat(line)
        .isEqualTo("{" + CORE + ",\"subject\":\"x\",\"aa\":-1,\"zz\":true,\"data\":{\"b\":[1]}}");
  }
}
