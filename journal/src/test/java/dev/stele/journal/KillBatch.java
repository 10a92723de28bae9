package dev.stele.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch that names itself: who wrote it, as which of its own, of how many entries.
 *
 * @param life the child that offered it, from 0
 * @param writer the thread of the child, from 0
 * @param number the place among the batches of that thread, from 0
 */
record KillBatch(int life, int writer, int number) {

  private static final int ENTRIES_MAX = 20;
  private static final int FILLER_MAX = 61;

  /** How many entries it has, 1 to 20; it follows from the name, so that both sides know it. */
  int size() {
    return 1 + Math.floorMod(31 * number + 7 * writer + 3 * life, ENTRIES_MAX);
  }

  /** Every fourth batch asks for no sync: the end of a process must not take it either. */
  Durability durability() {
    return number % 4 == 3 ? Durability.WRITTEN : Durability.SYNCED;
  }

  /** What stands in an entry: {@code life/writer/number/index/size/} and a filler. */
  String text(int index) {
    String filler = "#".repeat(Math.floorMod(17 * number + 5 * index, FILLER_MAX));
    return "%d/%d/%d/%d/%d/%s".formatted(life, writer, number, index, size(), filler);
  }

  List<NewEntry> entries() {
    return IntStream.range(0, size())
        .mapToObj(index -> ByteBuffer.wrap(text(index).getBytes(StandardCharsets.UTF_8)))
        .map(NewEntry::of)
        .toList();
  }

  /** The batch that a text names, and which of its entries it is. */
  record Part(KillBatch batch, int index) {}

  /**
   * Reads a text back.
   *
   * @throws AssertionError if no batch has an entry of that text
   */
  static Part parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 6) {
      throw new AssertionError("nothing but what was offered, got: " + text);
    }
    KillBatch batch = new KillBatch(number(parts[0]), number(parts[1]), number(parts[2]));
    int index = number(parts[3]);
    if (index >= batch.size() || !batch.text(index).equals(text)) {
      throw new AssertionError("nothing but what was offered, got: " + text);
    }
    return new Part(batch, index);
  }

  private static int number(String digits) {
    if (!digits.matches("[0-9]{1,9}")) {
      throw new AssertionError("nothing but what was offered, got: " + digits);
    }
    return Integer.parseInt(digits);
  }
}
