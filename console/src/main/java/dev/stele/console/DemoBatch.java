package dev.stele.console;

import dev.stele.store.Append;
import dev.stele.store.Coordinate;
import dev.stele.store.NewEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A batch that names itself, so that both sides of a pipe know what it holds.
 *
 * @param writer the thread that offered it, from 0
 * @param number the place among the batches of that thread, from 0
 */
record DemoBatch(int writer, int number) {

  static final String SCOPE = "demo";

  private static final int SIZE_MAX = 7;

  private static final Pattern TEXT =
      Pattern.compile("writer (\\d{1,9}), batch (\\d{1,9}), event (\\d{1,9}) of \\d+");

  /** How many events it has. */
  int size() {
    return 1 + (3 * number + writer) % SIZE_MAX;
  }

  String text(int index) {
    return "writer %d, batch %d, event %d of %d".formatted(writer, number, index, size());
  }

  List<NewEvent> events() {
    return IntStream.range(0, size())
        .mapToObj(index -> ByteBuffer.wrap(text(index).getBytes(StandardCharsets.UTF_8)))
        .map(payload -> NewEvent.of("Step", "text/plain", payload))
        .toList();
  }

  Coordinate stream() {
    return Coordinate.of(SCOPE, "writer:" + writer);
  }

  /** The append of all of them, with a key to try again with. */
  Append append() {
    return Append.to(stream()).events(events()).key("writer-" + writer + "-batch-" + number);
  }

  /** The batch that a text names, and which of its events it is, from 0. */
  record Part(DemoBatch batch, int index) {

    /** Reads a text back; empty if no batch has an event of that text. */
    static Optional<Part> parse(String text) {
      Matcher found = TEXT.matcher(text);
      if (!found.matches()) {
        return Optional.empty();
      }
      DemoBatch batch =
          new DemoBatch(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)));
      Part part = new Part(batch, Integer.parseInt(found.group(3)));
      boolean isOffered = part.index < batch.size() && batch.text(part.index).equals(text);
      return isOffered ? Optional.of(part) : Optional.empty();
    }
  }

  /**
   * What a writer says of a batch whose append has returned.
   *
   * @param position of its first event
   */
  record Acknowledged(DemoBatch batch, long position) {

    private static final String WORD = "done";

    String line() {
      return WORD + " " + batch.writer + " " + batch.number + " " + position;
    }

    /**
     * Reads a line back.
     *
     * @throws IllegalArgumentException if it is another one
     */
    static Acknowledged parse(String line) {
      String[] words = line.split(" ", -1);
      if (words.length != 4 || !words[0].equals(WORD)) {
        throw new IllegalArgumentException("line must acknowledge a batch, got: '" + line + "'");
      }
      DemoBatch batch = new DemoBatch(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      return new Acknowledged(batch, Long.parseLong(words[3]));
    }
  }
}
