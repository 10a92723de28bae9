package dev.stele.bench;

/** How much is measured. */
enum Scale {
  /** Enough to believe it. */
  FULL(11, 4, 1_000),
  /** As much, and what takes gigabytes of disk, too. */
  LARGE(11, 4, 1_000),
  /** Enough to believe what takes long, and needs less to warm up. */
  FEW(9, 1, 1_000),
  /** Enough to see that it runs; its figures mean nothing. */
  QUICK(2, 1, 20);

  private final int rounds;
  private final int warmUps;
  private final int operations;

  Scale(int rounds, int warmUps, int operations) {
    this.rounds = rounds;
    this.warmUps = warmUps;
    this.operations = operations;
  }

  /** Rounds that count. */
  int rounds() {
    return rounds;
  }

  /** Rounds before them that do not: compiled code is what a service runs. */
  int warmUps() {
    return warmUps;
  }

  /** Operations of each contestant in a round. */
  int operations() {
    return operations;
  }

  /** Returns the first number if it is to be believed, the second if it is only to run. */
  int choose(int full, int quick) {
    return this == QUICK ? quick : full;
  }

  /** The same for anything else. */
  <T> T choose(T full, T quick) {
    return this == QUICK ? quick : full;
  }
}
