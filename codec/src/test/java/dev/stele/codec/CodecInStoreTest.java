package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.codec.CodecExampleTest.OrderEvent;
import dev.stele.codec.CodecExampleTest.OrderPaid;
import dev.stele.codec.CodecExampleTest.OrderPlaced;
import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.NewEvent;
import dev.stele.store.Outcome;
import dev.stele.store.Region;
import dev.stele.store.Store;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The codec with a store below it. */
class CodecInStoreTest {

  private static final Coordinate ORDER = Coordinate.of("shop", "order:17");
  private static final EventCodec CODEC = CodecExampleTest.CODEC;

  @EventType("Tagged")
  record Tagged(Set<String> tags) {}

  @Test
  void valuesComeBackFromTheStoreAndRawEventsStandBesideThem() {
    List<OrderEvent> values =
        List.of(
            new OrderPlaced("nail", new BigDecimal("2.50")), new OrderPaid(new BigDecimal("1.00")));
    List<Decoded<OrderEvent>> found = new ArrayList<>();
    try (Store store = Stored.open()) {
      store
          .append(
              Append.to(ORDER)
                  .events(CODEC.encodeAll(values))
                  .event(NewEvent.of("Photo", ByteBuffer.wrap(new byte[] {1}))))
          .orThrow();
      try (Events events = store.read(Region.of(ORDER))) {
        for (Event event : events) {
          found.add(CODEC.tryDecode(event, OrderEvent.class));
        }
      }
    }
    assertThat(found).hasSize(3);
    assertThat(found.subList(0, 2))
        .containsExactly(
            new Decoded.Known<>(values.getFirst()), new Decoded.Known<>(values.getLast()));
    assertThat(found.getLast()).isInstanceOf(Decoded.Other.class);
  }

  @Test
  void anEqualValueIsARepetitionOfItsAppend() {
    EventCodec codec = EventCodec.of(Tagged.class);
    Set<String> tags = new LinkedHashSet<>(List.of("rush", "gift"));
    try (Store store = Stored.open()) {
      store.append(Append.to(ORDER).event(codec.encode(new Tagged(tags))).key("k")).orThrow();
      Set<String> again = new LinkedHashSet<>(List.of("gift", "rush"));
      Append repeated = Append.to(ORDER).event(codec.encode(new Tagged(again))).key("k");
      assertThat(store.append(repeated)).isInstanceOf(Outcome.Repeated.class);
    }
  }
}
