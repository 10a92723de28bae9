package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Region;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the documentation. */
class CodecExampleTest {

  // @start region="types"
  sealed interface OrderEvent {}

  @EventType(value = "OrderPlaced", version = 2)
  record OrderPlaced(String article, BigDecimal total) implements OrderEvent {}

  @EventType("OrderPaid")
  record OrderPaid(BigDecimal amount) implements OrderEvent {}

  // @end

  // @start region="codec"
  static final EventCodec CODEC =
      EventCodec.builder()
          .register(OrderEvent.class) // All that it permits.
          .upcast("OrderPlaced", 1, tree -> tree.set("total", tree.remove("sum")))
          .renamed("OrderCreated", "OrderPlaced")
          .build(); // Refused if a version has no way to the next.

  // @end

  // @start region="fold"
  static BigDecimal owed(Iterable<Event> events) {
    BigDecimal owed = BigDecimal.ZERO;
    for (Event event : events) {
      owed =
          switch (CODEC.decode(event, OrderEvent.class)) {
            case OrderPlaced placed -> owed.add(placed.total());
            case OrderPaid paid -> owed.subtract(paid.amount());
          };
    }
    return owed;
  }

  // @end

  // @start region="pass"
  static long placed(Iterable<Event> events) {
    long count = 0;
    for (Event event : events) {
      switch (CODEC.tryDecode(event, OrderPlaced.class)) {
        case Decoded.Known<OrderPlaced>(OrderPlaced _) -> count++;
        case Decoded.Other<OrderPlaced>(Event _) -> {} // Raw bytes, or another type.
      }
    }
    return count;
  }

  // @end

  private static final Coordinate ORDER = Coordinate.of("shop", "order:17");

  private static Append append(BigDecimal total) {
    // @start region="append"
    Append append =
        Append.to(ORDER)
            .event(CODEC.encode(new OrderPlaced("nail", total)).tagged("article:nail"))
            .event(CODEC.encode(new OrderPaid(total)))
            .key("checkout-4711");
    // @end
    return append;
  }

  private static Region region() {
    // @start region="names"
    String[] names = CODEC.names(OrderPlaced.class).toArray(String[]::new);
    Region placed = Region.scope("shop").types(names); // OrderCreated and OrderPlaced.
    // @end
    return placed;
  }

  @Test
  void anAppendHasTheValuesInJson() {
    assertThat(append(new BigDecimal("2.50")).events())
        .extracting(addressed -> EncodingTest.text(addressed.event()))
        .containsExactly("{\"article\":\"nail\",\"total\":2.50}", "{\"amount\":2.50}");
  }

  @Test
  void aStreamIsFolded() {
    List<Event> events =
        List.of(
            Stored.json("OrderCreated", 1, "{\"article\":\"nail\",\"sum\":2.50}"),
            Stored.event(CODEC.encode(new OrderPaid(new BigDecimal("1.00")))));
    assertThat(owed(events)).isEqualTo(new BigDecimal("1.50"));
    assertThat(placed(events)).isEqualTo(1);
  }

  @Test
  void aFoldDoesNotPassOverWhatItDoesNotKnow() {
    List<Event> events = List.of(Stored.json("OrderSplit", 1, "{}"));
    assertThatThrownBy(() -> owed(events)).isInstanceOf(CodecException.Unexpected.class);
    assertThat(placed(events)).isZero();
  }

  @Test
  void aRegionHasTheOldNamesToo() {
    assertThat(region().types()).containsExactly("OrderCreated", "OrderPlaced");
  }
}
