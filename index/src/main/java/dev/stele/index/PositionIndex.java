package dev.stele.index;

import dev.stele.ground.DiskException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Finds the positions of terms in a log.
 *
 * <p><b>Terms.</b> A term is a 64-bit hash that the caller computes, well mixed and seeded. It may
 * collide: the caller compares the full values of what is found.
 *
 * <p><b>Threads.</b> One thread adds: {@link #add}, {@link #durable}, {@link #flush}, {@link
 * #refresh} and {@link #close} are its own. Any number of threads may query, beside it and beside
 * the upkeep. A query keeps nothing: to go on, ask again from behind the last answer. Queries see
 * every position whose {@link #add} had returned before they began, whole, and no part of a later
 * one.
 *
 * <p><b>Memory.</b> What was added is in a memory table; a full one becomes a run on disk as soon
 * as it is durable. At most four of them wait for that, so that the heap holds five tables and what
 * is not durable. Of a run the heap holds a bit for each 4 KiB.
 *
 * <p><b>A cache.</b> A run that is missing, damaged, of another state of the log or of a newer
 * format counts as absent. What the index does not know while it is open is told by {@link #gaps}:
 * there the caller scans the log. Opening it anew heals.
 */
public final class PositionIndex implements AutoCloseable {

  /** How many terms the first table is made for; later ones take what the one before had. */
  private static final int FIRST_TERMS = 64;

  private final IndexOptions options;
  private final RunDirectory directory;
  private final Views views;
  private final Upkeep upkeep;
  private volatile boolean isClosed;

  private PositionIndex(IndexOptions options, RunDirectory directory, Views views, Upkeep upkeep) {
    this.options = options;
    this.directory = directory;
    this.views = views;
    this.upkeep = upkeep;
  }

  /**
   * Opens the index of a log: takes the runs that reach farthest from the first position on.
   *
   * <p>The caller then adds everything from {@link #end} on. A writer makes the directory if there
   * is none, and removes runs that do not count. If that fails, or a run cannot be read, it goes on
   * without it, and {@link #close} tells.
   *
   * @param lineage names the log
   * @param durableEnd behind the last durable position of the log
   * @param seals names the states of the log
   * @throws IndexException.Unreadable if the directory cannot be made or listed; nothing is open
   */
  public static PositionIndex open(
      IndexOptions options, UUID lineage, long durableEnd, SealSource seals) {
    RunDirectory directory = new RunDirectory(options.disk(), options.directory(), lineage, seals);
    if (options.isWriter()) {
      try {
        directory.create();
      } catch (DiskException e) {
        throw new IndexException.Unreadable(options.directory(), e);
      }
    }
    List<Run> chain = directory.longestChain(durableEnd, List.of());
    long end = chain.isEmpty() ? 0 : chain.getLast().end();
    Views views = new Views(new View(chain, List.of(new MemoryTable(end, FIRST_TERMS)), List.of()));
    Upkeep upkeep = new Upkeep(views, directory, options.upkeep(), durableEnd);
    if (options.isWriter()) {
      directory.removeAllBut(chain);
    }
    return new PositionIndex(options, directory, views, upkeep);
  }

  /** Returns the position behind the runs that join from the first position on. */
  public long coveredEnd() {
    return views.current().coveredEnd();
  }

  /** Returns the position behind the last one that is indexed: what comes from here on is added. */
  public long end() {
    return views.current().active().end();
  }

  /**
   * Adds a position, which is seen by every query that begins after this returns. Those between
   * {@link #end} and it count as indexed and have nothing.
   *
   * <p>Waits if four full tables are being written and a fifth is full.
   *
   * @param terms its terms, in any order; one that stands there twice counts once
   * @param termCount how many of them are meant
   * @param locator where it lies, 0 or more
   * @param attachment kept while the position is in memory; not copied
   * @throws IllegalArgumentException if the position is indexed already, or 2^31 or more behind the
   *     first one in memory, or a number is out of range; nothing was added
   * @throws IndexException.Closed if the index is closed; nothing was added
   */
  public void add(long position, long[] terms, int termCount, long locator, byte[] attachment) {
    requireOpen();
    Objects.checkFromIndexSize(0, termCount, terms.length);
    Objects.requireNonNull(attachment, "attachment");
    MemoryTable active = views.current().active();
    if (position < active.end() || position == Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "position must be >= " + active.end() + " and below 2^63 - 1, got: " + position);
    }
    if (locator < 0) {
      throw new IllegalArgumentException("locator must be >= 0, got: " + locator);
    }
    if (active.heapBytes() >= options.memoryBytes()) {
      active = rotate(active);
    }
    active.add(position, terms, termCount, locator, attachment);
  }

  private MemoryTable rotate(MemoryTable full) {
    MemoryTable fresh = new MemoryTable(full.end(), full.termCount());
    views.rotate(fresh);
    if (options.isWriter()) {
      upkeep.handOver();
    }
    return fresh;
  }

  /**
   * Takes note that everything before a position is durable: full tables that end before it may
   * become runs.
   */
  public void durable(long end) {
    requireOpen();
    boolean isMore = upkeep.durable(end);
    MemoryTable active = views.current().active();
    if (active.heapBytes() >= options.memoryBytes() && active.end() <= end) {
      rotate(active);
    } else if (options.isWriter() && isMore) {
      upkeep.handOver();
    }
  }

  /**
   * Makes runs of everything in memory that is durable, and waits for it. A table that holds
   * something that is not durable stays in memory whole. Does nothing in a follower.
   *
   * @throws IndexException.UpkeepFailed if a run could not be written, or the last upkeep failed in
   *     another way; what is in memory stays there
   * @throws IndexException.Closed if the index is closed
   */
  public void flush() {
    requireOpen();
    if (options.isWriter()) {
      MemoryTable active = views.current().active();
      if (active.end() > active.first() && active.end() <= upkeep.durableEnd()) {
        rotate(active);
      }
      requireNone(upkeep.settle());
    }
  }

  private void requireNone(Optional<Throwable> failure) {
    failure.ifPresent(cause -> {
      throw new IndexException.UpkeepFailed(options.directory(), cause);
    });
  }

  /**
   * Fills an array with the positions of a term in a range, rising, the first ones first.
   *
   * @param from the first position that is asked for
   * @param end behind the last one
   * @return how many there are in the array; if it is full, there may be more
   * @throws IndexException.Damaged if a run has rotted; it was dropped, and the same query then
   *     answers without it: see {@link #gaps}
   * @throws IndexException.Unreadable if the device failed below a run, which was dropped
   * @throws IndexException.Closed if the index is closed
   */
  public int forward(long term, long from, long end, long[] target) {
    Range range = new Range(from, end);
    return ask(view -> view.forward(term, range, target));
  }

  /**
   * Fills an array with the positions of a term in a range, falling, the last ones first.
   *
   * @param from the lowest position that is asked for
   * @param before behind the highest one
   * @return how many there are in the array; if it is full, there may be more
   * @throws IndexException as {@link #forward} does
   */
  public int backward(long term, long from, long before, long[] target) {
    Range range = new Range(from, before);
    return ask(view -> view.backward(term, range, target));
  }

  /**
   * Returns the newest position of a term in a range, or -1.
   *
   * @throws IndexException as {@link #forward} does
   */
  public long last(long term, long from, long before) {
    long[] target = new long[1];
    return backward(term, from, before, target) == 0 ? -1 : target[0];
  }

  /**
   * Returns how many positions a term has; positions that are being added may be among them, and in
   * a follower positions count twice that are in memory and in a run.
   *
   * @throws IndexException as {@link #forward} does
   */
  public long count(long term) {
    return ask(view -> view.count(term));
  }

  /**
   * Returns the locator of a position, or -1 if nothing was added there or it is in a gap.
   *
   * @throws IndexException as {@link #forward} does
   */
  public long locator(long position) {
    return ask(view -> view.locator(position));
  }

  /** Returns the attachment of a position while it is in memory, as it was added. */
  public Optional<byte[]> attachment(long position) {
    return Optional.ofNullable(views.current().attachment(position));
  }

  /** Returns the position from which on everything is answered from memory. It only rises. */
  public long memoryStart() {
    return views.current().memoryStart();
  }

  /**
   * Returns the ranges before {@link #end} in which queries may have missed positions, rising;
   * there the caller reads the log, and passes over what the index said. Ask after the query: what
   * it missed is among them, also when it was filled meanwhile.
   */
  public List<Gap> gaps() {
    return views.current().gaps();
  }

  /**
   * Looks for newer runs, and gives up the memory tables that they cover. A follower calls it now
   * and then, after {@link #durable}, and adds from {@link #end} on afterwards. Does nothing in a
   * writer.
   *
   * @throws IndexException.Unreadable if the directory cannot be listed; nothing has changed
   * @throws IndexException.Closed if the index is closed
   */
  public void refresh() {
    requireOpen();
    if (options.isWriter()) {
      return;
    }
    View now = views.current();
    List<Run> chain = directory.longestChain(upkeep.durableEnd(), now.runs());
    long end = chain.isEmpty() ? 0 : chain.getLast().end();
    long known = now.runs().stream().filter(run -> run.end() <= now.coveredEnd()).count();
    boolean isShorter = end == now.coveredEnd() && chain.size() < known;
    boolean isTaken =
        (end > now.coveredEnd() || isShorter)
            && views.follow(chain, now.runs(), new MemoryTable(end, now.active().termCount()));
    if (!isTaken) {
      chain.stream().filter(run -> !now.runs().contains(run)).forEach(Run::close);
    }
  }

  /** Returns what the index holds now. */
  public IndexStatistics statistics() {
    View now = views.current();
    long memoryEnd = now.active().end();
    return new IndexStatistics(
        now.runs().size(),
        now.runs().stream().mapToLong(run -> run.header().postings()).sum(),
        now.runs().stream().mapToLong(run -> run.header().fileBytes()).sum(),
        now.tables().stream().mapToLong(MemoryTable::heapBytes).sum(),
        memoryEnd - Math.min(memoryEnd, now.memoryStart()),
        now.runs().stream().mapToLong(run -> run.pages().heapBytes()).sum(),
        upkeep.droppedTables(),
        now.gaps().size());
  }

  /** Asks a view; another one, if what it rests on was merged away meanwhile. */
  private <T> T ask(Function<View, T> question) {
    while (true) {
      requireOpen();
      View now = views.current();
      try {
        return question.apply(now);
      } catch (DiskException.Closed e) {
        requireOpen();
        if (views.current() == now) {
          throw new IndexException.Unreadable(options.directory(), e);
        }
      } catch (IndexException.Damaged e) {
        drop(e, e.file());
        throw e;
      } catch (IndexException.Unreadable e) {
        views.drop(e.file());
        throw e;
      }
    }
  }

  private void drop(IndexException.Damaged damage, Path file) {
    directory.distrust(file);
    Optional<Run> run = views.drop(file);
    if (run.isPresent() && options.isWriter()) {
      try {
        directory.remove(List.of(run.get()));
      } catch (DiskException e) {
        damage.addSuppressed(e);
      }
    }
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IndexException.Closed(options.directory());
    }
  }

  /**
   * Ends a merge that is under way and gives everything back; makes nothing durable: {@link #flush}
   * does. A second call does nothing.
   *
   * @throws IndexException.UpkeepFailed if the last upkeep failed, or a run could not be read or
   *     removed at opening; the index is closed all the same
   */
  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      Optional<Throwable> failure = upkeep.close();
      Optional<RuntimeException> closing = views.close();
      requireNone(failure.or(directory::problem).or(() -> closing.map(cause -> cause)));
    }
  }
}
