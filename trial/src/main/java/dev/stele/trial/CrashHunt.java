package dev.stele.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A search for a history of crashes and faults in which a {@link Scenario} breaks its promises.
 *
 * <p>First it enumerates: a crash during every operation that can change the disk, with every image
 * within its {@link Reach}, and again during every such operation of the recovery from it; and
 * every fault of every operation of the first run, and of the recovery from the leanest images of
 * each of its crashes, once and lasting. More is asked for: {@link #living}, {@link
 * #crashingRecovery}, {@link #crashingAfterFaults}. What is not enumerated: two faults in one
 * history, a crash between a fault and the end of the same run, a crash of the recovery from a
 * fault; {@link #dicing} reaches those. The first broken promise ends it with a {@link HuntFailure}
 * that carries a plan, shrunk, in one line of text; {@link #replay} repeats it, and so does the
 * system property {@code stele.plan.NAME} for the next {@link #run}.
 *
 * <p>
 *
 * {@snippet :
 * HuntReport report =
 *     CrashHunt.of("notes", NotesScenario::new).reaching(Reach.standard()).run();
 * assertThat(report.distinctImages()).isGreaterThan(500);
 * }
 *
 * <p>Values are immutable; each method returns another hunt. Runs on the caller's thread.
 */
public final class CrashHunt {

  /** The system property, followed by a dot and the hunt's name, that holds a plan to replay. */
  public static final String PLAN_PROPERTY = "stele.plan";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]*");

  /** Faults of an honest device, thus without {@link Effect#LIE} and without waiting for help. */
  private static final Set<Effect> HONEST_EFFECTS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Effect.LIE, Effect.BLOCK)));

  private final String name;
  private final Supplier<? extends Scenario> scenarios;
  private final Settings settings;

  /** How far a hunt goes; not changed once a hunt has it. */
  static final class Settings {
    private Reach reach = Reach.standard();
    private int depth = 1;
    private int lives = 1;
    private Set<Effect> effects = HONEST_EFFECTS;
    private List<FaultPlan> corpus = List.of();
    private Optional<Dice> dice = Optional.empty();
    private boolean crashesAfterFaults;

    private Settings changed(Consumer<Settings> change) {
      Settings copy = new Settings();
      copy.reach = reach;
      copy.depth = depth;
      copy.lives = lives;
      copy.effects = effects;
      copy.corpus = corpus;
      copy.dice = dice;
      copy.crashesAfterFaults = crashesAfterFaults;
      change.accept(copy);
      return copy;
    }

    Reach reach() {
      return reach;
    }

    int depth() {
      return depth;
    }

    Set<Effect> effects() {
      return effects;
    }

    boolean crashesAfterFaults() {
      return crashesAfterFaults;
    }
  }

  /** Random plans. */
  record Dice(long seed, int throwCount) {}

  private CrashHunt(String name, Supplier<? extends Scenario> scenarios, Settings settings) {
    this.name = name;
    this.scenarios = scenarios;
    this.settings = settings;
  }

  /**
   * Makes a hunt with the standard reach: one crash of the recovery, one life, all faults of an
   * honest device, no dice.
   *
   * @param name lower-case letters, digits, dots and hyphens; names the hunt in failures and in the
   *     replay property
   * @param scenarios makes a new scenario for each history
   */
  public static CrashHunt of(String name, Supplier<? extends Scenario> scenarios) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a hunt must match " + NAME + ", got: '" + name + "'");
    }
    return new CrashHunt(name, scenarios, new Settings());
  }

  /** Sets how far the images of each crash are enumerated. */
  public CrashHunt reaching(Reach reach) {
    return with(changed -> changed.reach = reach);
  }

  /**
   * Sets how often in a row the audit is crashed; 0 for not at all.
   *
   * @param depth 0 or more; each level multiplies the histories
   */
  public CrashHunt crashingRecovery(int depth) {
    requireAtLeast("depth", 0, depth);
    return with(changed -> changed.depth = depth);
  }

  /**
   * Sets how often {@link Scenario#run} is called in one history, each time after a crash of the
   * one before that left nothing, everything, or everything with its last write torn.
   *
   * @param lives 1 or more; each one multiplies the histories
   */
  public CrashHunt living(int lives) {
    requireAtLeast("lives", 1, lives);
    return with(changed -> changed.lives = lives);
  }

  /**
   * Sets what goes wrong with single operations; none for crashes only. {@link Effect#BLOCK} needs
   * a second thread and is refused.
   */
  public CrashHunt faulting(Set<Effect> effects) {
    if (effects.contains(Effect.BLOCK)) {
      throw new IllegalArgumentException("effects of a hunt must not contain BLOCK");
    }
    EnumSet<Effect> copy = EnumSet.noneOf(Effect.class);
    copy.addAll(effects);
    return with(changed -> changed.effects = Collections.unmodifiableSet(copy));
  }

  /**
   * Lets {@link Scenario#run} be called again after each fault, and crashes that, too, without
   * crashing the recovery. Finds what needs a fault first and a crash later; multiplies the crash
   * points by the faults.
   */
  public CrashHunt crashingAfterFaults() {
    return with(changed -> changed.crashesAfterFaults = true);
  }

  /**
   * Adds plans that once failed and are replayed first. A plan that no longer fits the scenario
   * ends the hunt: record it anew or remove it.
   *
   * @param near a class beside the resource
   * @param resource the name of a UTF-8 text, a plan a line; empty lines and those that start with
   *     {@code #} are passed over
   */
  public CrashHunt corpus(Class<?> near, String resource) {
    List<FaultPlan> plans = new ArrayList<>(settings.corpus);
    InputStream stream = near.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException(
          "corpus must be a resource beside " + near.getName() + ", got: '" + resource + "'");
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(FaultPlan::parse)
          .forEach(plans::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with(changed -> changed.corpus = List.copyOf(plans));
  }

  /**
   * Adds random histories after the enumeration.
   *
   * @param seed decides them all; print it where it is chosen
   * @param throwCount how many, 0 or more
   */
  public CrashHunt dicing(long seed, int throwCount) {
    requireAtLeast("number of throws", 0, throwCount);
    return with(changed -> changed.dice = Optional.of(new Dice(seed, throwCount)));
  }

  /**
   * Hunts.
   *
   * @return the counts, when no promise was broken
   * @throws HuntFailure if one was; also if the scenario fails where the disk did not
   * @throws UnreachedPlan if the scenario is not deterministic, or a plan of the corpus no longer
   *     fits
   */
  public HuntReport run() {
    String wanted = System.getProperty(PLAN_PROPERTY + "." + name);
    if (wanted != null) {
      replay(FaultPlan.parse(wanted));
      throw new AssertionError("the plan no longer fails: " + name + ": " + wanted);
    }
    HuntEngine engine = new HuntEngine(scenarios, settings);
    try {
      for (FaultPlan plan : settings.corpus) {
        engine.replay(plan);
      }
      engine.crashes(HuntEngine.NOTHING_YET, settings.lives, settings.depth);
      if (!settings.effects.isEmpty()) {
        engine.faults();
      }
      if (settings.dice.isPresent()) {
        throwDice(engine, settings.dice.get());
      }
    } catch (Violation found) {
      throw failure(engine, found);
    }
    return new HuntReport(
        name,
        engine.crashPoints,
        engine.recoveryPoints,
        engine.faultPoints,
        engine.images,
        engine.distinctImages,
        engine.audits,
        settings.corpus.size(),
        settings.dice.map(Dice::throwCount).orElse(0));
  }

  /**
   * Carries one plan out, with the audit at its end.
   *
   * @throws HuntFailure if a promise is broken
   * @throws IllegalArgumentException if the plan does not fit the scenario
   */
  public void replay(FaultPlan plan) {
    HuntEngine engine = new HuntEngine(scenarios, settings);
    try {
      engine.replay(plan);
    } catch (Violation found) {
      throw new HuntFailure(name, plan, plan, PlanStory.of(engine, plan), found.broken());
    }
  }

  private void throwDice(HuntEngine engine, Dice dice) throws Violation {
    long operations = engine.honestSteps(HuntEngine.NOTHING_YET).size();
    SimEntropy seeds = SimEntropy.of(SimEntropy.mix(dice.seed));
    for (int i = 0; i < dice.throwCount; i++) {
      new PlanDice(engine, settings, seeds.nextLong()).throwOnce(operations);
    }
  }

  private HuntFailure failure(HuntEngine engine, Violation found) {
    Violation smallest = new PlanShrinker(engine).shrink(found);
    return new HuntFailure(
        name,
        smallest.plan(),
        found.plan(),
        PlanStory.of(engine, smallest.plan()),
        smallest.broken());
  }

  private CrashHunt with(Consumer<Settings> change) {
    return new CrashHunt(name, scenarios, settings.changed(change));
  }

  private static void requireAtLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be >= " + least + ", got: " + value);
    }
  }
}
