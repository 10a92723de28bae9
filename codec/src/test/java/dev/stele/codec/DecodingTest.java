package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.store.Event;
import dev.stele.store.NewEvent;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.node.ObjectNode;

class DecodingTest {

  sealed interface OrderEvent {}

  record Line(String article, int count) {
    Line {
      if (count < 1) {
        throw new IllegalArgumentException("count must be >= 1, got: " + count);
      }
    }
  }

  @EventType(value = "Placed", version = 3)
  record Placed(List<Line> lines, BigDecimal total, Optional<String> note) implements OrderEvent {}

  @EventType("Closed")
  record Closed(boolean kept) implements OrderEvent {}

  @EventType("Opened")
  record AccountOpened(String owner) {}

  private static final EventCodec CODEC =
      EventCodec.builder()
          .register(OrderEvent.class)
          .register(AccountOpened.class)
          .upcast("Placed", 1, DecodingTest::oneLineBecomesAList)
          .upcast("Placed", 2, tree -> tree.set("total", tree.remove("sum")))
          .renamed("Created", "Placed")
          .build();

  private static ObjectNode oneLineBecomesAList(ObjectNode tree) {
    ObjectNode line = tree.objectNode();
    line.set("article", tree.remove("article"));
    line.put("count", 1);
    tree.putArray("lines").add(line);
    return tree;
  }

  @Test
  void anOldPayloadGoesThroughEachStepInOrder() {
    Event event = Stored.json("Placed", 1, "{\"article\":\"nail\",\"sum\":1.10}");
    assertThat(CODEC.decode(event, Placed.class))
        .isEqualTo(
            new Placed(List.of(new Line("nail", 1)), new BigDecimal("1.10"), Optional.empty()));
  }

  @Test
  void aPayloadBeginsAtTheStepOfItsOwnVersion() {
    Event event = Stored.json("Placed", 2, "{\"lines\":[],\"sum\":0,\"note\":\"x\"}");
    assertThat(CODEC.decode(event, OrderEvent.class))
        .isEqualTo(new Placed(List.of(), BigDecimal.ZERO, Optional.of("x")));
  }

  @Test
  void decimalsKeepEachDigitOnTheirWayThroughUpcasters() {
    String digits = "12345678901234567890.123456789012345678900";
    Event event = Stored.json("Placed", 2, "{\"lines\":[],\"sum\":" + digits + "}");
    assertThat(CODEC.decode(event, Placed.class).total()).isEqualTo(new BigDecimal(digits));
  }

  @Test
  void anOldNameIsReadAsTheNewOneAtItsOwnVersion() {
    Event event = Stored.json("Created", 1, "{\"article\":\"nail\",\"sum\":2}");
    assertThat(CODEC.decode(event, Placed.class).lines()).containsExactly(new Line("nail", 1));
  }

  @Test
  void namesHaveTheOldOnesToo() {
    assertThat(CODEC.names(OrderEvent.class)).containsExactly("Closed", "Created", "Placed");
    assertThat(CODEC.names(Closed.class)).containsExactly("Closed");
    assertThatThrownBy(() -> CODEC.names(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type must be one above a registered class, got: java.lang.String");
  }

  @Test
  void aVersionThatIsNewerThanTheClassIsAnErrorOfItsOwn() {
    Event event = Stored.json("Placed", 4, "{\"lines\":[],\"total\":0}");
    assertThatThrownBy(() -> CODEC.tryDecode(event, OrderEvent.class))
        .isInstanceOfSatisfying(
            CodecException.NewerVersion.class,
            e -> {
              assertThat(e.type()).isEqualTo("Placed");
              assertThat(e.known()).isEqualTo(3);
              assertThat(e.found()).isEqualTo(4);
              assertThat(e.position()).contains(Stored.POSITION);
            })
        .hasMessage("schema version must be <= 3, got: 4: 'Placed' version 4 at position 7");
  }

  @Test
  void anEventOfAnUnknownTypeIsAnotherOne() {
    Event event = Stored.event(NewEvent.of("Photo", ByteBuffer.wrap(new byte[] {1, 2})));
    assertThat(CODEC.tryDecode(event, Object.class)).isEqualTo(new Decoded.Other<>(event));
    assertThatThrownBy(() -> CODEC.decode(event))
        .isInstanceOf(CodecException.Unexpected.class)
        .hasMessage(
            "event must be a known one of java.lang.Object in JSON, "
                + "got: 'Photo' in 'application/octet-stream': 'Photo' version 1 at position 7");
  }

  @Test
  void anEventOfAnotherClassIsAnotherOneAndItsPayloadIsNotLookedAt() {
    Event event = Stored.json("Opened", 9, "nonsense");
    assertThat(CODEC.tryDecode(event, OrderEvent.class)).isEqualTo(new Decoded.Other<>(event));
  }

  @Test
  void aKnownNameWithAnotherContentTypeIsAnotherOne() {
    ByteBuffer json = ByteBuffer.wrap("{\"kept\":true}".getBytes(StandardCharsets.UTF_8));
    Event event = Stored.event(NewEvent.of("Closed", "application/cbor", json));
    assertThat(CODEC.tryDecode(event, OrderEvent.class)).isEqualTo(new Decoded.Other<>(event));
  }

  @ParameterizedTest
  @CsvSource({"application/json; charset=utf-8", "Application/JSON", "application/json ;x=y"})
  void aContentTypeMayHaveParametersAndCapitals(String contentType) {
    ByteBuffer json = ByteBuffer.wrap("{\"kept\":true}".getBytes(StandardCharsets.UTF_8));
    Event event = Stored.event(NewEvent.of("Closed", contentType, json));
    assertThat(CODEC.decode(event)).isEqualTo(new Closed(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'lines':[{'article':'a','count':1},{'article':'b','count':'x'}],'total':1} | /lines/1/count",
        "{'lines':[{'article':'a','count':1.5}],'total':1} | /lines/0/count",
        "{'lines':[{'article':'a','count':null}],'total':1} | /lines/0/count",
        "{'lines':[{'article':'a','count':'1'}],'total':1} | /lines/0/count",
        "{'lines':[{'article':'a'}],'total':1} | /lines/0/count",
        "{'lines':[{'article':'a','count':0}],'total':1} | /lines/0",
        "{'lines':[],'total':1,'total':2} | /total",
        "{'lines':[],'total':1} x | ``",
        "{'lines':[],'tot | /lines",
        "{'lines':[]} | /total",
        "[] | ``",
        "null | ``",
        "'text' | ``",
        "`` | ``",
      })
  void aPayloadThatDoesNotFitIsMalformedAndSaysWhere(String text, String path) {
    Event event = Stored.json("Placed", 3, text.replace('\'', '"'));
    assertThatThrownBy(() -> CODEC.decode(event))
        .isInstanceOfSatisfying(
            CodecException.Malformed.class,
            e -> {
              assertThat(e.path()).as(e.getMessage()).isEqualTo(path);
              assertThat(e.type()).isEqualTo("Placed");
              assertThat(e.schemaVersion()).isEqualTo(3);
              assertThat(e.position()).contains(Stored.POSITION);
            })
        .hasMessageEndingWith(": 'Placed' version 3 at position 7");
  }

  @Test
  void whatTheUpcastersMadeMustFitToo() {
    Event event = Stored.json("Placed", 2, "{\"lines\":[],\"sum\":\"much\"}");
    assertThatThrownBy(() -> CODEC.decode(event))
        .isInstanceOfSatisfying(
            CodecException.Malformed.class,
            e -> {
              assertThat(e.path()).isEqualTo("/total");
              assertThat(e.schemaVersion()).isEqualTo(2);
            });
  }

  @Test
  void anOldPayloadThatIsNoObjectIsMalformed() {
    assertThatThrownBy(() -> CODEC.decode(Stored.json("Placed", 1, "[1]")))
        .isInstanceOf(CodecException.Malformed.class)
        .hasMessageContaining("no JSON object but START_ARRAY");
  }

  @Test
  void anOptionalComponentMayBeAbsentAndNoOther() {
    assertThat(CODEC.decode(Stored.json("Placed", 3, "{\"lines\":[],\"total\":1}"), Placed.class))
        .extracting(Placed::note)
        .isEqualTo(Optional.empty());
    assertThatThrownBy(() -> CODEC.decode(Stored.json("Placed", 3, "{\"total\":1}")))
        .isInstanceOf(CodecException.Malformed.class)
        .hasMessageContaining("lines");
  }

  @Test
  void whatTheClassDoesNotKnowIsPassedOver() {
    assertThat(CODEC.decode(Stored.json("Closed", 1, "{\"kept\":true,\"by\":{\"who\":1}}")))
        .isEqualTo(new Closed(true));
  }

  @Test
  void aMapperOfOnesOwnMayBeStricter() {
    EventCodec strict =
        EventCodec.builder()
            .register(Closed.class)
            .mapper(
                EventCodec.standardMapper()
                    .rebuild()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build())
            .build();
    assertThatThrownBy(() -> strict.decode(Stored.json("Closed", 1, "{\"kept\":true,\"by\":1}")))
        .isInstanceOf(CodecException.Malformed.class);
  }

  @Test
  void anUpcasterThatThrowsIsNamed() {
    EventCodec codec =
        EventCodec.builder()
            .register(Placed.class)
            .upcast("Placed", 1, tree -> tree)
            .upcast(
                "Placed",
                2,
                _ -> {
                  throw new IllegalStateException("no");
                })
            .build();
    assertThatThrownBy(() -> codec.decode(Stored.json("Placed", 1, "{}")))
        .isInstanceOfSatisfying(
            CodecException.UpcastFailed.class, e -> assertThat(e.from()).isEqualTo(2))
        .hasMessage(
            "upcaster of 'Placed' from version 2 to 3 failed: 'Placed' version 1 at position 7")
        .hasRootCauseMessage("no");
  }

  @Test
  @SuppressWarnings("NullAway") // The mistake under test.
  void anUpcasterThatReturnsNothingHasFailed() {
    EventCodec codec =
        EventCodec.builder()
            .register(Placed.class)
            .upcast("Placed", 1, _ -> null)
            .upcast("Placed", 2, tree -> tree)
            .build();
    assertThatThrownBy(() -> codec.decode(Stored.json("Placed", 1, "{}")))
        .isInstanceOf(CodecException.UpcastFailed.class)
        .hasRootCauseMessage("upcaster returned null");
  }
}
