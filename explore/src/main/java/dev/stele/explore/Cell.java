package dev.stele.explore;

import org.jspecify.annotations.Nullable;

/**
 * A variable: who accessed it last, and what its value gives on to those who acquire it.
 *
 * <p>Data races are found as FastTrack does: Flanagan, Freund, "FastTrack: efficient and precise
 * dynamic race detection", PLDI 2009. An execution ends at its first race, so that plain writes are
 * ordered among themselves and the last one stands for all before it; so do plain reads, until two
 * of them are not ordered. A plain access must be ordered behind
 *
 * <pre>
 *                 plain writes   plain reads   atomic writes   atomic reads
 * plain read           x                             x
 * plain write          x              x              x               x
 * atomic read          x
 * atomic write         x              x
 * </pre>
 *
 * <p>What a value gives on is a clock. A release write leaves its own; an update leaves what was
 * there too, whatever its mode (release sequences); an opaque write leaves what the last release
 * fence of its task published. Volatile reads know all volatile writes before them, not only the
 * last: the second clock.
 */
final class Cell extends Location {

  private final Execution execution;
  private final @Nullable Object owner;
  private final String name;
  private final int index;

  private int writeTask;
  private int writeTick;
  private int writeStep;
  private @Nullable Site writeSite;
  private String writeVerb = "";

  private int readTask;
  private int readTick;
  private int readStep;
  private @Nullable Site readSite;
  private String readVerb = "";

  /** The plain reads, once there are two that nothing orders. */
  private @Nullable Accesses reads;

  private @Nullable Accesses atomicWrites;
  private @Nullable Accesses atomicReads;

  private @Nullable VectorClock published;
  private @Nullable VectorClock volatiles;

  /**
   * Makes one.
   *
   * @param owner the object whose variable it is; null if it is static
   * @param name its name in the object; empty if it is the object
   */
  Cell(Execution execution, String kind, @Nullable Object owner, String name) {
    this(execution, kind, owner, name, -1);
  }

  /** Makes one for an element of an array; what it is called is only told if it is asked for. */
  Cell(Execution execution, String kind, Object array, int index) {
    this(execution, kind, array, "", index);
  }

  private Cell(Execution execution, String kind, @Nullable Object owner, String name, int index) {
    super(kind);
    this.execution = execution;
    this.owner = owner;
    this.name = name;
    this.index = index;
  }

  @Override
  String ownLabel() {
    if (owner == null) {
      return kind();
    }
    String object = execution.nameOf(owner);
    if (index >= 0) {
      return object + "[" + index + "]";
    }
    return name.isEmpty() || name.startsWith("[") ? object + name : object + "." + name;
  }

  // --- Plain accesses
  // -----------------------------------------------------------------

  void readPlainly(String verb, Site site) {
    Task task = execution.running();
    task.spin.pass(this);
    int tick = task.clock.of(task.id);
    if (readTask == task.id && readTick == tick) {
      return; // A write since would have cleared it.
    }
    if (writeTask != task.id && !task.clock.covers(writeTask, writeTick)) {
      throw race(lastWrite(), task, verb, site);
    }
    if (atomicWrites != null) {
      check(atomicWrites, task, verb, site);
    }
    int step = execution.trace().size();
    if (reads != null) {
      reads.add(task.id, tick, step, verb, site);
    } else if (readTask == task.id || task.clock.covers(readTask, readTick)) {
      readTask = task.id;
      readTick = tick;
      readStep = step;
      readSite = site;
      readVerb = verb;
    } else {
      reads = new Accesses();
      reads.add(readTask, readTick, readStep, readVerb, readSite);
      reads.add(task.id, tick, step, verb, site);
    }
  }

  void writePlainly(String verb, Site site) {
    Task task = execution.running();
    if (writeTask != task.id && !task.clock.covers(writeTask, writeTick)) {
      throw race(lastWrite(), task, verb, site);
    }
    checkReads(task, verb, site);
    if (atomicWrites != null) {
      check(atomicWrites, task, verb, site);
      atomicWrites = null;
    }
    if (atomicReads != null) {
      check(atomicReads, task, verb, site);
      atomicReads = null;
    }
    reads = null;
    readTick = 0;
    writeTask = task.id;
    writeTick = task.clock.of(task.id);
    writeStep = execution.trace().size();
    writeSite = site;
    writeVerb = verb;
    published = null;
  }

  private void checkReads(Task task, String verb, Site site) {
    if (readTask != task.id && !task.clock.covers(readTask, readTick)) {
      throw race(new Accesses.One(readTask, readVerb, readSite, readStep), task, verb, site);
    }
    if (reads != null) {
      check(reads, task, verb, site);
    }
  }

  // --- Atomic accesses, once they have their turn
  // -----------------------------------------

  void readAtomically(VariableOp op) {
    Task task = execution.running();
    readAtomically(task, op.verb, op.access.read(), op.site);
  }

  private void readAtomically(Task task, String verb, Mode mode, Site site) {
    acquire(task, mode);
    checkWrite(task, verb, site);
    if (atomicReads == null) {
      atomicReads = new Accesses();
    }
    atomicReads.add(task.id, task.clock.of(task.id), execution.trace().size(), verb, site);
  }

  void readAtomically(Access access, Site site) {
    readAtomically(execution.running(), access.verb(), access.read(), site);
  }

  void writeAtomically(VariableOp op) {
    Task task = execution.running();
    boolean isUpdate = op.access.kind() != Access.Kind.WRITE;
    if (isUpdate) {
      acquire(task, op.access.read());
    }
    checkWrite(task, op.verb, op.site);
    checkReads(task, op.verb, op.site);
    if (atomicWrites == null) {
      atomicWrites = new Accesses();
    }
    atomicWrites.add(task.id, task.clock.of(task.id), execution.trace().size(), op.verb, op.site);
    publish(task, op.access.write(), isUpdate);
    setWord(word() + 1);
  }

  private void acquire(Task task, Mode mode) {
    if (mode.isAcquiring()) {
      task.acquire(published);
      if (mode == Mode.VOLATILE) {
        task.acquire(volatiles);
      }
    } else if (published != null) {
      task.unacquired = joined(task.unacquired, published);
    }
  }

  private void publish(Task task, Mode mode, boolean isUpdate) {
    VectorClock before = isUpdate ? published : null;
    VectorClock own = mode.isReleasing() ? task.release() : task.fenced;
    published = own == null ? before : joined(before, own);
    if (mode == Mode.VOLATILE && own != null) {
      volatiles = joined(volatiles, own);
    }
  }

  /** Clocks that were published are never changed, so that they can be shared. */
  private static VectorClock joined(@Nullable VectorClock one, VectorClock other) {
    if (one == null) {
      return other;
    }
    VectorClock both = one.copy();
    both.join(other);
    return both;
  }

  // --- Races -------------------------------------------------------------------------------------

  private void checkWrite(Task task, String verb, Site site) {
    if (writeTask != task.id && !task.clock.covers(writeTask, writeTick)) {
      throw race(lastWrite(), task, verb, site);
    }
  }

  private void check(Accesses earlier, Task task, String verb, Site site) {
    int other = earlier.unknownTo(task);
    if (other >= 0) {
      throw race(earlier.of(other), task, verb, site);
    }
  }

  private Accesses.One lastWrite() {
    return new Accesses.One(writeTask, writeVerb, writeSite, writeStep);
  }

  private Error race(Accesses.One earlier, Task task, String verb, Site site) {
    Accesses.One later = new Accesses.One(task.id, verb, site, execution.trace().size());
    return execution.fail(Races.finding(execution, this, earlier, later));
  }
}
