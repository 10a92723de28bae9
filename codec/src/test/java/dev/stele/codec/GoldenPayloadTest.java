package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payloads that were written once and stay readable. The files are never changed: a Jackson or a
 * set-up that reads or writes them otherwise would do so to every log.
 */
class GoldenPayloadTest {

  enum Channel {
    WEB,
    SHOP
  }

  record Line(String article, int count) {}

  record Customer(String name, Optional<LocalDate> since) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Payment {}

  @JsonTypeName("card")
  record Card(String number) implements Payment {}

  @JsonTypeName("open")
  record Open() implements Payment {}

  @EventType(value = "OrderPlaced", version = 3)
  record OrderPlaced(
      Customer customer,
      List<Line> lines,
      BigDecimal total,
      Payment payment,
      Channel channel,
      Instant placedAt,
      Set<String> tags,
      Optional<String> note) {}

  private static final EventCodec CODEC =
      EventCodec.builder()
          .register(OrderPlaced.class)
          .upcast("OrderPlaced", 1, GoldenPayloadTest::linesInsteadOfOneArticle)
          .upcast("OrderPlaced", 2, GoldenPayloadTest::customerTotalAndTheRest)
          .build();

  private static ObjectNode linesInsteadOfOneArticle(ObjectNode tree) {
    ArrayNode lines = tree.arrayNode();
    lines.addObject().put("count", 1).set("article", tree.remove("article"));
    return tree.set("lines", lines);
  }

  private static ObjectNode customerTotalAndTheRest(ObjectNode tree) {
    tree.set("customer", tree.objectNode().set("name", tree.remove("customer")));
    tree.put("total", BigDecimal.valueOf(tree.remove("cents").asLong(), 2));
    tree.putObject("payment").put("kind", "open");
    tree.putArray("tags");
    return tree.put("channel", "SHOP").put("placedAt", "2020-01-01T00:00:00Z");
  }

  private static final OrderPlaced THIRD =
      new OrderPlaced(
          new Customer("Ada", Optional.of(LocalDate.of(2024, 2, 29))),
          List.of(new Line("nail", 2), new Line("bolt", 1)),
          new BigDecimal("2.50"),
          new Card("4711"),
          Channel.WEB,
          Instant.parse("2026-01-02T03:04:05.678901Z"),
          Set.of("rush", "gift"),
          Optional.empty());

  @Test
  void thePayloadOfVersion1StaysReadable() {
    assertThat(decode(1)).isEqualTo(old(List.of(new Line("nail", 1))));
  }

  @Test
  void thePayloadOfVersion2StaysReadable() {
    assertThat(decode(2)).isEqualTo(old(List.of(new Line("nail", 2), new Line("bolt", 1))));
  }

  @Test
  void thePayloadOfVersion3StaysReadable() {
    assertThat(decode(3)).isEqualTo(THIRD);
  }

  @Test
  void theValueOfVersion3StillBecomesTheSameBytes() {
    assertThat(EncodingTest.text(CODEC.encode(THIRD))).isEqualTo(file(3));
  }

  private static OrderPlaced old(List<Line> lines) {
    return new OrderPlaced(
        new Customer("Ada", Optional.empty()),
        lines,
        new BigDecimal("2.50"),
        new Open(),
        Channel.SHOP,
        Instant.parse("2020-01-01T00:00:00Z"),
        Set.of(),
        Optional.empty());
  }

  private static OrderPlaced decode(int version) {
    return CODEC.decode(Stored.json("OrderPlaced", version, file(version)), OrderPlaced.class);
  }

  private static String file(int version) {
    String name = "/golden/order-placed-" + version + ".json";
    try (InputStream file =
        Objects.requireNonNull(GoldenPayloadTest.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
