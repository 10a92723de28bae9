package dev.stele.index;

/** A part of the index: the postings of some positions. Safe for any thread. */
interface Part extends MergePlan.Covering {

  /** Adds postings of a term in a range to an array, rising; returns how far it is filled. */
  int forward(long term, Range range, long[] target, int filled);

  /** Adds postings of a term in a range to an array, falling; returns how far it is filled. */
  int backward(long term, Range range, long[] target, int filled);

  /** How many postings a term has. */
  long count(long term);

  /** The locator of a position, -1 if there is none. */
  long locator(long position);
}
