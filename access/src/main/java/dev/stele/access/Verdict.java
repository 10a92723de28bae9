package dev.stele.access;

/** What one policy says of one item, when it is certain. */
public enum Verdict {
  /** It may be done, unless another policy vetoes it. */
  GRANT,
  /** The policy does not apply, and has no say. */
  ABSTAIN,
  /** It must not be done, whoever grants it. */
  VETO
}
