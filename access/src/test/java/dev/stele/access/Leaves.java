package dev.stele.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What leaves do, and the facts that some of them ask for. */
final class Leaves {

  /** How a leaf comes to what it says. */
  enum Manner {
    CERTAIN,
    FAILS,
    ASKS,
    ASKS_IN_VAIN
  }

  /**
   * What a leaf does.
   *
   * @param verdict what it says, unless it fails
   */
  record Conduct(Manner manner, Verdict verdict) {

    Set<Verdict> possible(Effect effect) {
      return manner == Manner.FAILS || manner == Manner.ASKS_IN_VAIN
          ? effect.verdicts().toSet()
          : Set.of(verdict);
    }
  }

  /** An item, and what each leaf does when asked about it. */
  record Item(int number, List<Conduct> conducts) {}

  record Key(int item, int place, Conduct conduct) {}

  static Key key(Item item, int place) {
    return new Key(item.number(), place, item.conducts().get(place));
  }

  static final Domain<String, String, Item, String> DOMAIN = Domain.named("trees");
  static final FactType<Key, Verdict> SAID = FactType.named("said");

  /** Without a stack trace: a million of them take their time. */
  private static final class NoLuck extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoLuck() {
      super("no luck", null, false, false);
    }
  }

  /** How often the source was asked. */
  private int loads;

  private Leaves() {}

  static Leaves none() {
    return new Leaves();
  }

  int takeLoads() {
    int taken = loads;
    loads = 0;
    return taken;
  }

  Facts facts(int maxBatch) {
    FactSource<Key, Verdict> source =
        new FactSource<>() {
          @Override
          public void load(FactBatch<Key, Verdict> batch) {
            loads++;
            for (Key key : batch.keys()) {
              Conduct conduct = key.conduct();
              if (conduct.manner() == Manner.ASKS) {
                batch.found(key, conduct.verdict());
              } else if (key.place() % 2 == 0) {
                batch.failed(key, new NoLuck());
              } // Otherwise it is forgotten, which is a fault of the source.
            }
          }

          @Override
          public boolean isPrompt() {
            return true;
          }

          @Override
          public int maxBatch() {
            return maxBatch;
          }
        };
    return patient().with(SAID, source).build();
  }

  /** Facts for thousands of loads: a machine may stand still for a while in the middle of one. */
  static Facts.Builder patient() {
    return Facts.builder().deadline(Duration.ofMinutes(10));
  }

  static Policy<String, String, Item, String> policy(Shape.Leaf leaf) {
    return new Policy<>() {
      @Override
      public String name() {
        return leaf.text();
      }

      @Override
      public Effect effect() {
        return leaf.effect();
      }

      @Override
      public Answer evaluate(Question<String, String, Item, String> question) {
        Item item = question.resource();
        Conduct conduct = item.conducts().get(leaf.place());
        return switch (conduct.manner()) {
          case CERTAIN -> said(question, conduct.verdict());
          case FAILS -> {
            if (item.number() % 2 == 0) {
              throw new NoLuck();
            }
            yield question.unknown("no luck");
          }
          case ASKS, ASKS_IN_VAIN ->
              said(question, question.fact(SAID, key(item, leaf.place())).orElseThrow());
        };
      }
    };
  }

  private static Answer said(Question<?, ?, ?, ?> question, Verdict verdict) {
    return switch (verdict) {
      case GRANT -> question.grant("so it is");
      case ABSTAIN -> question.abstain("not so");
      case VETO -> question.veto("never");
    };
  }

  /** Returns an item for each way in which the leaves of a shape may behave. */
  static List<Item> items(Shape shape) {
    List<List<Conduct>> all = List.of(List.of());
    for (Shape.Leaf leaf : shape.leaves()) {
      List<List<Conduct>> longer = new ArrayList<>();
      for (List<Conduct> before : all) {
        for (Conduct conduct : conducts(leaf.effect())) {
          List<Conduct> next = new ArrayList<>(before);
          next.add(conduct);
          longer.add(next);
        }
      }
      all = longer;
    }
    List<Item> items = new ArrayList<>();
    for (List<Conduct> conducts : all) {
      items.add(new Item(items.size(), conducts));
    }
    return items;
  }

  static List<Conduct> conducts(Effect effect) {
    List<Conduct> conducts = new ArrayList<>();
    for (Verdict verdict : effect.verdicts().toSet()) {
      conducts.add(new Conduct(Manner.CERTAIN, verdict));
      conducts.add(new Conduct(Manner.ASKS, verdict));
    }
    conducts.add(new Conduct(Manner.FAILS, Verdict.ABSTAIN));
    conducts.add(new Conduct(Manner.ASKS_IN_VAIN, Verdict.ABSTAIN));
    return conducts;
  }
}
