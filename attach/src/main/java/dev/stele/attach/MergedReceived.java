package dev.stele.attach;

import java.util.Map;

/** What several attaches that are live give. */
public sealed interface MergedReceived<H, T> {

  /**
   * What one of them gives. Its {@link Received.Ended} comes once, and the others go on.
   *
   * @param source the name of that one
   */
  record From<H, T>(String source, Received<H, T> received) implements MergedReceived<H, T> {}

  /**
   * All of them have ended: the last that is given, from then on again and again.
   *
   * @param why each of them, by name
   */
  record AllEnded<H, T>(Map<String, End> why) implements MergedReceived<H, T> {}
}
