package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stele.store.NewEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;

class EncodingTest {

  enum Size {
    SMALL,
    LARGE;

    @Override
    public String toString() {
      return "size " + name();
    }
  }

  record Line(String article, int count) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(String number) implements Payment {}

  @JsonTypeName("cash")
  record Cash() implements Payment {}

  @EventType("Rich")
  record Rich(
      BigDecimal price,
      BigInteger huge,
      long big,
      double measured,
      Instant at,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      LocalDate day,
      Duration took,
      UUID id,
      Size size,
      Optional<String> note,
      Optional<String> other,
      List<Line> lines,
      Map<Size, Line> bySize,
      Payment payment,
      @Nullable String nothing) {}

  @EventType("Sets")
  record Sets(Set<String> texts, Set<DayOfWeek> days, Set<Line> lines, Map<String, Integer> map) {}

  @EventType("Ordered")
  record Ordered(SequencedSet<String> sequenced, SortedSet<Integer> sorted) {}

  @EventType("Backward")
  @JsonPropertyOrder({"b", "a"})
  record Backward(int b, int a) {}

  @EventType("Bare")
  record Bare(@JsonValue String text) {}

  @EventType("Empty")
  record Empty() {}

  @EventType("Text")
  record Text(String text) {}

  @Test
  void aValueBecomesAnEventOfItsClassesNameAndVersionInJson() {
    NewEvent event = EventCodec.of(Backward.class).encode(new Backward(1, 2));
    assertThat(event.type()).isEqualTo("Backward");
    assertThat(event.schemaVersion()).isEqualTo(1);
    assertThat(event.contentType()).isEqualTo("application/json");
  }

  @Test
  void namesStandInOrderWhateverTheClassAndTheMapperSay() {
    EventCodec codec =
        EventCodec.builder()
            .register(Backward.class)
            .mapper(
                EventCodec.standardMapper()
                    .rebuild()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build())
            .build();
    assertThat(text(codec.encode(new Backward(1, 2)))).isEqualTo("{\"a\":2,\"b\":1}");
  }

  @Test
  void aValueComesBackEqual() {
    EventCodec codec = EventCodec.of(Rich.class);
    Rich rich =
        new Rich(
            new BigDecimal("1234567890123456789.10"),
            BigInteger.TWO.pow(200),
            Long.MAX_VALUE,
            0.1,
            Instant.ofEpochSecond(1_767_225_600L, 123_456_789),
            OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHours(2)),
            ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Berlin")),
            LocalDate.of(2026, 1, 2),
            Duration.ofMillis(3),
            new UUID(1, 2),
            Size.LARGE,
            Optional.of("a"),
            Optional.empty(),
            List.of(new Line("nail", 3), new Line("bolt", 4)),
            Map.of(Size.SMALL, new Line("pin", 5)),
            new Card("4711"),
            null);
    assertThat(codec.decode(Stored.event(codec.encode(rich)))).isEqualTo(rich);
  }

  @Test
  void enumsAreTheirNamesAndTimesAreIsoTexts() {
    record Holder(Size size, Instant at, Duration took) {}
    String text =
        EventCodec.standardMapper()
            .writeValueAsString(new Holder(Size.LARGE, Instant.EPOCH, Duration.ofSeconds(90)));
    assertThat(text)
        .isEqualTo(
            "{'size':'LARGE','at':'1970-01-01T00:00:00Z','took':'PT1M30S'}".replace('\'', '"'));
  }

  @Test
  void equalSetsAndMapsBecomeTheSameBytes() {
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "text-" + i).toList();
    List<Line> lines = IntStream.range(0, 40).mapToObj(i -> new Line("nail", i)).toList();
    EventCodec codec = EventCodec.of(Sets.class);
    Sets forward =
        new Sets(
            new LinkedHashSet<>(texts),
            EnumSet.allOf(DayOfWeek.class),
            new LinkedHashSet<>(lines),
            counts(texts));
    Sets backward =
        new Sets(
            new LinkedHashSet<>(texts.reversed()),
            new LinkedHashSet<>(List.of(DayOfWeek.values()).reversed()),
            Set.copyOf(lines),
            new HashMap<>(counts(texts.reversed())));
    assertThat(text(codec.encode(forward))).isEqualTo(text(codec.encode(backward)));
    assertThat(codec.decode(Stored.event(codec.encode(backward)))).isEqualTo(forward);
  }

  @Test
  void aSetWithAnOrderOfItsOwnKeepsIt() {
    SortedSet<Integer> sorted = new TreeSet<>(Collections.reverseOrder());
    sorted.addAll(List.of(1, 2, 10));
    Ordered value = new Ordered(new LinkedHashSet<>(List.of("b", "a")), sorted);
    assertThat(text(EventCodec.of(Ordered.class).encode(value)))
        .isEqualTo("{'sequenced':['b','a'],'sorted':[10,2,1]}".replace('\'', '"'));
  }

  @Test
  void aSetMayHoldNull() {
    Set<@Nullable String> texts = new LinkedHashSet<>();
    texts.add("b");
    texts.add(null);
    assertThat(EventCodec.standardMapper().writeValueAsString(Map.of("s", texts)))
        .isEqualTo("{\"s\":[\"b\",null]}");
  }

  @Test
  void aRecordWithoutComponentsIsAnEmptyObject() {
    EventCodec codec = EventCodec.of(Empty.class);
    assertThat(text(codec.encode(new Empty()))).isEqualTo("{}");
    assertThat(codec.decode(Stored.json("Empty", 1, "{}"))).isEqualTo(new Empty());
  }

  @Test
  void aValueThatIsNoObjectIsNotEncoded() {
    assertThatThrownBy(() -> EventCodec.of(Bare.class).encode(new Bare("x")))
        .isInstanceOfSatisfying(
            CodecException.NotEncoded.class, e -> assertThat(e.position()).isEmpty())
        .hasMessageContaining("got: a JSON STRING: 'Bare' version 1");
  }

  @Test
  void anyTextComesBackEqual() {
    EventCodec codec = EventCodec.of(Text.class);
    Text text = new Text("\u0000\n\"\\ \u00e4 \u2028 \ud83d\ude00 \ud800");
    assertThat(codec.decode(Stored.event(codec.encode(text)))).isEqualTo(text);
  }

  @Test
  void aClassThatWasNotRegisteredIsRefused() {
    EventCodec codec = EventCodec.of(Empty.class);
    assertThatThrownBy(() -> codec.encode("text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("payload must be of a registered class, got: java.lang.String");
  }

  @Test
  void severalValuesBecomeEventsInOrder() {
    EventCodec codec = EventCodec.of(Empty.class, Backward.class);
    assertThat(codec.encodeAll(List.of(new Backward(1, 2), new Empty())))
        .extracting(NewEvent::type)
        .containsExactly("Backward", "Empty");
  }

  private static Map<String, Integer> counts(List<String> texts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    new ArrayList<>(texts).forEach(text -> counts.put(text, text.length()));
    return counts;
  }

  static String text(NewEvent event) {
    return StandardCharsets.UTF_8.decode(event.payload()).toString();
  }
}
