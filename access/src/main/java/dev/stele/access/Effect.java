package dev.stele.access;

/** Which verdicts a policy may give besides {@link Verdict#ABSTAIN}; declared, and held to it. */
public enum Effect {
  /** May grant, never vetoes. */
  ALLOW,
  /** May veto, never grants. */
  FORBID,
  /** May do both. */
  ALLOW_OR_FORBID;

  /** Returns the verdicts that a policy of this effect may give: what it may say if it fails. */
  public Verdicts verdicts() {
    return switch (this) {
      case ALLOW -> Verdicts.GRANT_OR_ABSTAIN;
      case FORBID -> Verdicts.ABSTAIN_OR_VETO;
      case ALLOW_OR_FORBID -> Verdicts.ANY;
    };
  }

  /** Returns true if a policy of this effect may grant. */
  public boolean canGrant() {
    return this != FORBID;
  }

  /** Returns true if a policy of this effect may veto. */
  public boolean canVeto() {
    return this != ALLOW;
  }

  static Effect of(boolean canGrant, boolean canVeto) {
    if (canVeto) {
      return canGrant ? ALLOW_OR_FORBID : FORBID;
    }
    return ALLOW;
  }
}
