package dev.stele.index;

/** What a run is made of: a memory table, or adjacent runs. */
interface RunSource {

  /** The first position. */
  long first();

  /** Behind the last one. */
  long end();

  /** The terms, from the first one on; each call begins anew. */
  TermSource terms();

  /** Fills an array with the locators from a position on, -1 where there is none. */
  void locators(long from, long[] target, int count);
}
