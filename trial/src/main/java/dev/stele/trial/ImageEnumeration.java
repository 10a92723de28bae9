package dev.stele.trial;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Enumerates what a crash may leave of a list of unsynced changes, without repeating an image. */
final class ImageEnumeration {

  private final List<Change> changes;
  private final Reach reach;
  private final Visitor visitor;
  private final Set<CrashImage> seen = new HashSet<>();

  /** For each change the earlier ones without which it cannot have landed, and itself. */
  private final BitSet[] needs;

  /** Takes one image after another; what it throws ends the enumeration. */
  @FunctionalInterface
  interface Visitor {
    void visit(CrashImage image) throws Violation;
  }

  private ImageEnumeration(List<Change> changes, Reach reach, Visitor visitor) {
    this.changes = changes;
    this.reach = reach;
    this.visitor = visitor;
    this.needs = new BitSet[changes.size()];
    for (int i = 0; i < needs.length; i++) {
      needs[i] = new BitSet();
      needs[i].set(i);
      for (int j = 0; j < i; j++) {
        if (changes.get(i).needs(changes.get(j))) {
          needs[i].or(needs[j]);
        }
      }
    }
  }

  static void forEach(List<Change> changes, Reach reach, Visitor visitor) throws Violation {
    new ImageEnumeration(changes, reach, visitor).enumerate();
  }

  /** The images that say most: nothing, everything, everything with its last write torn in half. */
  static void forEachLean(List<Change> changes, Visitor visitor) throws Violation {
    CutPoints half = (file, position, bytes) -> IntStream.of(bytes.remaining() / 2);
    ImageEnumeration lean = new ImageEnumeration(changes, new Reach(0, 0, half), visitor);
    BitSet all = new BitSet();
    lean.emit(image(changes, all));
    all.set(0, changes.size());
    lean.emit(image(changes, all));
    lean.tearLast(all);
  }

  private void enumerate() throws Violation {
    int count = changes.size();
    BitSet prefix = new BitSet();
    emit(image(changes, prefix));
    for (int i = 0; i < count; i++) {
      prefix.set(i);
      emit(image(changes, prefix));
      tearLast(prefix);
    }
    choose(new BitSet(), 0, reach.keptMax());
  }

  private void choose(BitSet chosen, int from, int left) throws Violation {
    if (!chosen.isEmpty()) {
      BitSet kept = new BitSet();
      chosen.stream().forEach(i -> kept.or(needs[i]));
      emit(image(changes, kept));
      tear(image(changes, kept), kept, 0, reach.tornMax());
      BitSet others = new BitSet();
      others.set(0, changes.size());
      for (int i = 0; i < changes.size(); i++) {
        if (needs[i].intersects(chosen)) {
          others.clear(i);
        }
      }
      emit(image(changes, others));
    }
    for (int i = from; left > 0 && i < changes.size(); i++) {
      chosen.set(i);
      choose(chosen, i + 1, left - 1);
      chosen.clear(i);
    }
  }

  private void tearLast(BitSet kept) throws Violation {
    int last = kept.length() - 1;
    while (last >= 0 && !(changes.get(last) instanceof Change.Write)) {
      last = kept.previousSetBit(last - 1);
    }
    if (last >= 0) {
      tear(image(changes, kept), kept, last, 1);
    }
  }

  /** Tears up to a number of the kept writes from an index on, in every way. */
  private void tear(CrashImage image, BitSet kept, int from, int left) throws Violation {
    for (int i = kept.nextSetBit(from); left > 0 && i >= 0; i = kept.nextSetBit(i + 1)) {
      if (changes.get(i) instanceof Change.Write write) {
        for (Tear tear : tears(write)) {
          CrashImage torn = image.with(write.operation(), tear);
          emit(torn);
          tear(torn, kept, i + 1, left - 1);
        }
      }
    }
  }

  private List<Tear> tears(Change.Write write) {
    int length = write.bytes().length;
    ByteBuffer bytes = ByteBuffer.wrap(write.bytes()).asReadOnlyBuffer();
    List<Tear> tears = new ArrayList<>();
    reach
        .cuts()
        .of(write.file().createdAs, write.position(), bytes)
        .filter(cut -> cut >= 0 && cut < length)
        .sorted()
        .distinct()
        .forEach(cut -> {
          tears.add(new Tear(0, cut, Tear.Fill.ZEROS));
          tears.add(new Tear(0, cut, Tear.Fill.GARBAGE));
          if (cut > 0) {
            tears.add(new Tear(0, cut, Tear.Fill.OLD));
            tears.add(new Tear(cut, length, Tear.Fill.OLD));
          }
        });
    return tears;
  }

  private void emit(CrashImage image) throws Violation {
    if (seen.add(image)) {
      visitor.visit(image);
    }
  }

  private static CrashImage image(List<Change> changes, BitSet kept) {
    TreeSet<Long> operations = new TreeSet<>();
    kept.stream().forEach(i -> operations.add(changes.get(i).operation()));
    return CrashImage.of(operations);
  }
}
