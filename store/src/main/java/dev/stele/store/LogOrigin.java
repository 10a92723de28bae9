package dev.stele.store;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a store calls itself in its checkpoints: a name that its owner gives, and the lineage of its
 * journal. Both stand in the signed text, so that no proof of one history is taken for one of
 * another: a restore and a salvage begin a new lineage, and so another log.
 *
 * <p>Its text is name, slash, lineage: {@code
 * example.com/orders/0f8fad5b-d9cb-469f-a165-70867728950e}.
 *
 * @param name a name as {@link KeyId} has it, at most 218 bytes in UTF-8; best a schema-less URL
 *     that belongs to the owner
 * @param lineage what {@link dev.stele.journal.JournalReader#lineage} says
 */
public record LogOrigin(String name, UUID lineage) {

  /** How long the text may be in bytes: other tools take no more. */
  private static final int MOST_BYTES = 255;

  private static final int LINEAGE_CHARACTERS = 36;

  /** Checks the name. */
  public LogOrigin {
    Objects.requireNonNull(lineage, "lineage");
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "name of a log must be a name of a key of at most 218 bytes, got: '" + name + "'");
    }
  }

  private static boolean isName(String name) {
    return KeyId.isName(name)
        && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES - 1 - LINEAGE_CHARACTERS;
  }

  /** Reads the text; empty if it is the origin of a log that is no store. */
  public static Optional<LogOrigin> parse(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0 || !isName(text.substring(0, slash))) {
      return Optional.empty();
    }
    try {
      LogOrigin origin =
          new LogOrigin(text.substring(0, slash), UUID.fromString(text.substring(slash + 1)));
      // The JDK reads shorter forms of an id too.
      return origin.toString().equals(text) ? Optional.of(origin) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the text, as it stands in the first line of a checkpoint. */
  @Override
  public String toString() {
    return name + "/" + lineage;
  }
}
