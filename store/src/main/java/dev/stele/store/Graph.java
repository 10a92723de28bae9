package dev.stele.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks the graph of causes, step by step away from an event. */
final class Graph {

  private final Engine engine;
  private final long end;
  private final Walk.Limits limits;
  private final Deque<Walk.Step> open = new ArrayDeque<>();
  private final Set<EventId> seen = new HashSet<>();
  private final List<Walk.Step> steps = new ArrayList<>();
  private boolean isDeeper;

  Graph(Engine engine, long end, Walk.Limits limits) {
    this.engine = engine;
    this.end = end;
    this.limits = limits;
  }

  /** Where the next events are. */
  private interface Neighbours {
    List<Event> of(Event event);
  }

  Walk causes(EventId of) {
    return walk(of, this::causesOf);
  }

  Walk effects(EventId of) {
    return walk(of, this::effectsOf);
  }

  private Walk walk(EventId of, Neighbours neighbours) {
    Lookup.Found start = engine.lookup.withId(of, 0, end);
    if (start == null) {
      return new Walk(List.of(), Walk.Ending.COMPLETE);
    }
    seen.add(of);
    open.add(new Walk.Step(engine.lookup.event(start), 0));
    while (!open.isEmpty()) {
      Walk.Step step = open.remove();
      for (Event next : neighbours.of(step.event())) {
        if (!seen.add(next.id())) {
          continue;
        }
        if (step.depth() == limits.depthMax()) {
          isDeeper = true;
          continue;
        }
        if (steps.size() == limits.countMax()) {
          return new Walk(steps, Walk.Ending.COUNT_REACHED);
        }
        Walk.Step found = new Walk.Step(next, step.depth() + 1);
        steps.add(found);
        open.add(found);
      }
    }
    return new Walk(steps, isDeeper ? Walk.Ending.DEPTH_REACHED : Walk.Ending.COMPLETE);
  }

  private List<Event> causesOf(Event event) {
    List<Event> causes = new ArrayList<>();
    for (EventId cause : event.causes()) {
      Lookup.Found found = engine.lookup.withId(cause, 0, event.position().value());
      if (found != null) { // Lost, if the store was salvaged.
        causes.add(engine.lookup.event(found));
      }
    }
    return causes;
  }

  private List<Event> effectsOf(Event event) {
    List<Event> effects = new ArrayList<>();
    long[] term = {engine.terms.effectOf(event.id())};
    Candidates candidates =
        Candidates.forward(engine.index, term, event.position().value() + 1, end);
    // One more than there may be is enough to know that there are more.
    int wanted = limits.countMax() - steps.size() + seen.size() + 1;
    for (long at = candidates.next(); at >= 0 && effects.size() < wanted; at = candidates.next()) {
      Event effect = event(at);
      if (effect != null && effect.header().hasCause(event.id())) {
        effects.add(effect);
      }
    }
    return effects;
  }

  private @Nullable Event event(long position) {
    dev.stele.journal.Entry entry = engine.lookup.entry(position);
    return Lookup.isEvent(entry) ? Event.of(entry) : null;
  }
}
