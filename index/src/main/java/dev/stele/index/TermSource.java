package dev.stele.index;

/**
 * The terms of a range of positions with their postings, once through, terms rising as unsigned
 * numbers. For one thread.
 */
interface TermSource {

  /**
   * Goes to the next term; false behind the last one. The postings of the one before are passed.
   */
  boolean next();

  /** The term that was gone to. */
  long term();

  /** How many postings it has, 1 or more. */
  long count();

  /** Fills an array with its next postings, rising; returns how many, 0 behind the last one. */
  int postings(long[] target);
}
