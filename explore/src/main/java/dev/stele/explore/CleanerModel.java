package dev.stele.explore;

import java.lang.ref.Cleaner;
import java.util.Objects;

/**
 * Stands for {@link Cleaner} and for what it gives. Nothing is found to be lost while a model runs:
 * what was registered is cleaned by hand, or not at all.
 */
final class CleanerModel {

  /** One for all models, since each has a thread; it is never given anything to watch. */
  private static final Cleaner SHARED = Cleaner.create();

  private CleanerModel() {}

  /** What was registered; it is cleaned through the model. */
  private record Registered(Runnable action) implements Cleaner.Cleanable {
    @Override
    public void clean() {
      throw new IllegalStateException("it must be cleaned through the model");
    }
  }

  /** Its word is 1 once it is cleaned. */
  private static final class Once extends Location {
    Once(Object registered) {
      super("Cleanable", () -> Values.text(registered));
    }
  }

  static Cleaner create(Site site) {
    return SHARED;
  }

  static Cleaner.Cleanable register(Cleaner cleaner, Object watched, Runnable action, Site site) {
    Objects.requireNonNull(watched, "obj");
    return new Registered(Objects.requireNonNull(action, "action"));
  }

  static void clean(Cleaner.Cleanable cleanable, Site site) {
    if (!(cleanable instanceof Registered registered)) {
      Unsupported.refuseOfJdk(cleanable, "clean", site);
      cleanable.clean();
      return;
    }
    Execution execution = Execution.current();
    Once once = execution.state(registered, Once.class, Once::new);
    execution.running().spin.reset();
    execution.visible(Op.write("clean", site, once));
    if (once.word() == 0) {
      once.setWord(1);
      registered.action.run();
    }
  }
}
