package dev.stele.bench;

/** How much is measured. */
enum Scale {
  /** Enough to believe it. */
  FULL(11, 400),
  /** As much, and what takes gigabytes of disk, too. */
  LARGE(11, 400),
  /** Enough to see that it runs; its figures mean nothing. */
  QUICK(2, 20);

  private final int rounds;
  private final int operations;

  Scale(int rounds, int operations) {
    this.rounds = rounds;
    this.operations = operations;
  }

  /** Rounds that count, after one that does not. */
  int rounds() {
    return rounds;
  }

  /** Operations of each contestant in a round. */
  int operations() {
    return operations;
  }

  /** Returns the first number if it is to be believed, the second if it is only to run. */
  int choose(int full, int quick) {
    return this == QUICK ? quick : full;
  }
}
