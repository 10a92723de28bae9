package dev.stele.explore;

/** Every schedule with at most a number of preemptions, nothing left out. */
final class BoundedSearch extends TreeSearch {

  private final int preemptionsMax;

  BoundedSearch(int preemptionsMax) {
    this.preemptionsMax = preemptionsMax;
  }

  @Override
  boolean open(Node node, Node parent) {
    boolean mustStay =
        node.preemptions >= preemptionsMax
            && node.last >= 0
            && (node.enabled >>> node.last & 1) != 0;
    node.backtrack = mustStay ? 1L << node.last : node.enabled;
    node.chosen = first(node, node.backtrack);
    return true;
  }

  @Override
  void took(Event event, Execution execution) {
    // Every order is tried: nothing is learnt from this one.
  }
}
