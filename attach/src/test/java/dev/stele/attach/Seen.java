package dev.stele.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an attach as far as it goes without waiting, and writes down all it gives. */
final class Seen {
  final List<Integer> values = new ArrayList<>();
  final List<String> signs = new ArrayList<>();
  final List<String> all = new ArrayList<>();

  <H extends Iterable<Integer>> Seen shown(H state) {
    state.forEach(values::add);
    return this;
  }

  Seen replay(Items<Integer> items) {
    while (items.hasNext()) {
      values.add(items.next().value());
    }
    return this;
  }

  <H> Seen drain(Live<H, Integer> live) {
    for (Optional<Received<H, Integer>> one = live.poll(); one.isPresent(); one = live.poll()) {
      add(one.get());
      if (one.get() instanceof Received.Ended) {
        return this;
      }
    }
    return this;
  }

  <H> void add(Received<H, Integer> received) {
    switch (received) {
      case Received.Got<H, Integer>(Item<Integer> item) -> {
        values.add(item.value());
        all.add(item.value().toString());
      }
      case Received.CaughtUp<H, Integer>(long position) -> sign("caught up " + position);
      case Received.FellBehind<H, Integer>(long position) -> sign("fell behind " + position);
      case Received.Resynced<H, Integer>(H state) -> {
        values.clear();
        if (state instanceof Iterable<?> items) {
          items.forEach(item -> values.add((Integer) item));
        }
        sign("resynced " + state);
      }
      case Received.GapHealed<H, Integer>(long from, long end) ->
          sign("healed " + from + " to " + end);
      case Received.Reconnected<H, Integer>(int attempts) -> sign("reconnected " + attempts);
      case Received.Ended<H, Integer>(End why) -> sign("ended " + why.getClass().getSimpleName());
    }
  }

  private void sign(String said) {
    signs.add(said);
    all.add(said);
  }
}
