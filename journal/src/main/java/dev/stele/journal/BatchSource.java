package dev.stele.journal;

import java.util.List;

/**
 * A batch that is made when its turn has come, so that what it says can rest on everything before
 * it; see {@link Journal#append(BatchSource, Durability)}.
 *
 * <p>Called on the journal's own thread, one call at a time, in the one order. Nobody can append
 * meanwhile: it must be quick, and neither wait nor call the journal.
 */
public interface BatchSource {

  /**
   * Makes the entries. What throws here is thrown to the caller of the append, and nothing is
   * written.
   *
   * @param first the position that the first of them will have
   * @param epoch the opening of the journal that they will be written in
   * @return the entries; none, and nothing is written, but the append returns only once everything
   *     before it is as durable as asked
   */
  List<NewEntry> make(Position first, long epoch);

  /**
   * Is told that the entries have their place, before the next batch is made and before anything of
   * it is durable or to be seen. Not called if nothing is written. What throws here poisons the
   * journal.
   */
  void placed(Placement placement);
}
