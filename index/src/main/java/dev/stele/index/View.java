package dev.stele.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index consists of at one moment: runs and memory tables by position, the last table
 * being the one that is added to. Immutable, but for that table. Safe for any thread.
 *
 * <p>Parts may overlap in a follower, whose tables end elsewhere than the writer's runs: a part
 * answers from where the ones before it end.
 */
final class View {

  private final List<Run> runs;
  private final List<MemoryTable> tables;
  private final long losses;
  private final Part[] parts;
  private final long[] starts;

  /**
   * Makes a view.
   *
   * @param losses how often a part was given up before it came to be
   */
  View(List<Run> runs, List<MemoryTable> tables, long losses) {
    this.runs = List.copyOf(runs);
    this.tables = List.copyOf(tables);
    this.losses = losses;
    List<Part> all = new ArrayList<>(runs);
    all.addAll(tables);
    // A run that fills the place of a table that was dropped may stand between runs or tables.
    all.sort((one, other) -> Long.compare(one.first(), other.first()));
    this.parts = all.toArray(Part[]::new);
    this.starts = new long[parts.length];
    long end = 0;
    for (int i = 0; i < parts.length; i++) {
      starts[i] = Math.max(parts[i].first(), end);
      end = Math.max(end, parts[i].end());
    }
  }

  List<Run> runs() {
    return runs;
  }

  List<MemoryTable> tables() {
    return tables;
  }

  long losses() {
    return losses;
  }

  MemoryTable active() {
    return tables.getLast();
  }

  int forward(long term, Range range, long[] target) {
    int filled = 0;
    for (int i = 0; i < parts.length && filled < target.length; i++) {
      Range own = new Range(Math.max(range.from(), starts[i]), range.end());
      filled = own.isEmpty() ? filled : parts[i].forward(term, own, target, filled);
    }
    return filled;
  }

  int backward(long term, Range range, long[] target) {
    int filled = 0;
    for (int i = parts.length - 1; i >= 0 && filled < target.length; i--) {
      Range own = new Range(Math.max(range.from(), starts[i]), range.end());
      filled = own.isEmpty() ? filled : parts[i].backward(term, own, target, filled);
    }
    return filled;
  }

  long count(long term) {
    long count = 0;
    for (Part part : parts) {
      count += part.count(term);
    }
    return count;
  }

  long locator(long position) {
    for (int i = parts.length - 1; i >= 0; i--) {
      if (position >= starts[i]) {
        return position < parts[i].end() ? parts[i].locator(position) : -1;
      }
    }
    return -1;
  }

  byte @Nullable [] attachment(long position) {
    for (MemoryTable table : tables) {
      if (position >= table.first() && position < table.end()) {
        return table.attachment(position);
      }
    }
    return null;
  }

  /** Behind the runs that join from the first position on. */
  long coveredEnd() {
    long end = 0;
    for (Run run : runs) {
      end = run.first() <= end ? Math.max(end, run.end()) : end;
    }
    return end;
  }

  /** From where on all is in memory. */
  long memoryStart() {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == tables.getFirst()) {
        return starts[i];
      }
    }
    throw new IllegalStateException("a view has a table");
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long end = 0;
    for (int i = 0; i < parts.length; i++) {
      if (starts[i] > end) {
        gaps.add(new Gap(end, starts[i]));
      }
      end = Math.max(end, parts[i].end());
    }
    return gaps;
  }
}
