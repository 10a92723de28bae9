package dev.stele.console;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Outcome;
import dev.stele.store.Query;
import dev.stele.store.Region;
import dev.stele.store.Store;
import dev.stele.store.Walk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The part of the demonstration with one store in one process: real events come in, are read and
 * walked; what contradicts is refused.
 */
final class DemoStore {

  private static final Walk.Limits FAR = new Walk.Limits(100_000, 100_000);

  private final PrintWriter out;
  private final EventPrinter printer;

  DemoStore(Setting setting) {
    this.out = setting.out();
    this.printer = new EventPrinter(setting);
  }

  /** Shows it; false if anything is not as it must be. */
  boolean show(Path directory) throws IOException {
    DemoInput input = DemoInput.find();
    try (Store store = Store.open(directory, DemoWriter.options())) {
      boolean isImported = importTwice(store, input);
      boolean isWalked = walk(store);
      boolean isRefused = contradict(store);
      return isImported && isWalked && isRefused;
    }
  }

  private boolean importTwice(Store store, DemoInput input) throws IOException {
    out.println();
    out.println("1. Real events come in: " + input.what() + ".");
    ImportReport first = run(store, input);
    ImportReport second = run(store, input);
    out.println(
        "   %s, durable; imported again, the same lines added %s."
            .formatted(Times.count(first.imported(), "event"), Times.count(second.imported())));
    long count = count(store, Region.all());
    out.println("   Read back: " + Times.count(count) + ". The last three:");
    List<Event> last = new ArrayList<>();
    try (Events events = store.readBackward(Region.all())) {
      while (last.size() < 3 && events.hasNext()) {
        last.add(events.next());
      }
    }
    Collections.reverse(last);
    last.forEach(event -> out.println("   " + shortened(printer.text(event))));
    return first.isWhole()
        && first.imported() == input.lines().size()
        && second.imported() == 0
        && second.present() == first.imported()
        && count == first.imported();
  }

  private static ImportReport run(Store store, DemoInput input) throws IOException {
    byte[] text = String.join("\n", input.lines()).getBytes(StandardCharsets.UTF_8);
    Importer.Rules rules = new Importer.Rules(Importer.BadLines.SKIP, Causes.Unknown.KEEP, false);
    try (Lines lines = new Lines(new ByteArrayInputStream(text), Importer.LINE_BYTES_MAX)) {
      return new Importer(store, rules, Importer.Listener.NOBODY).run(lines, () -> false);
    }
  }

  private static long count(Store store, Region region) {
    try (Events events = store.read(region)) {
      return events.stream().count();
    }
  }

  private static String shortened(String text) {
    return text.length() <= 110 ? text : text.substring(0, 109) + "…";
  }

  private boolean walk(Store store) {
    Event last;
    try (Events events = store.readBackward(Region.all())) {
      last = events.next();
    }
    Walk causes = store.causes(last.id(), FAR);
    out.println();
    out.println("2. The graph of causes, from the last event back:");
    int deepest = causes.steps().stream().mapToInt(Walk.Step::depth).max().orElse(0);
    out.println(
        "   it follows from %s, the furthest %s away."
            .formatted(Times.count(causes.steps().size(), "event"), Times.count(deepest, "step")));
    if (causes.steps().isEmpty()) {
      return true;
    }
    Event origin = causes.steps().getLast().event();
    Walk effects = store.effects(origin.id(), FAR);
    boolean isFound =
        effects.steps().stream().anyMatch(step -> step.event().id().equals(last.id()));
    out.println(
        "   From that one forward: %s follow from it, the last one %s."
            .formatted(
                Times.count(effects.steps().size(), "event"), isFound ? "among them" : "MISSING"));
    return isFound;
  }

  private boolean contradict(Store store) {
    Coordinate seat = Coordinate.of("theatre", "seat:12a");
    out.println();
    out.println("3. What contradicts is refused.");
    Append alice =
        Append.to(seat).expectNoStream().key("alice-1").event("Reserved", "{\"for\":\"alice\"}");
    Outcome first = store.append(alice);
    out.println("   Alice reserves seat 12a, which must be free:  " + Refusals.describe(first));
    Outcome second =
        store.append(Append.to(seat).expectNoStream().event("Reserved", "{\"for\":\"bob\"}"));
    out.println("   Bob does, too:                                " + Refusals.describe(second));
    Outcome third = store.append(alice);
    out.println("   Alice's answer was lost; she asks again:      " + Refusals.describe(third));
    Outcome fourth =
        store.append(
            Append.to(Coordinate.of("theatre", "hall"))
                .unless(Query.ofTypes("Reserved"), first.orThrow().first().position())
                .event("Closed", "{}"));
    out.println("   The hall closes, unless somebody reserved:    " + Refusals.describe(fourth));
    return first instanceof Outcome.Appended
        && second instanceof Outcome.StreamConflict
        && third instanceof Outcome.Repeated
        && third.orThrow().equals(first.orThrow())
        && fourth instanceof Outcome.ConditionConflict
        && count(store, Region.scope("theatre")) == 1;
  }
}
