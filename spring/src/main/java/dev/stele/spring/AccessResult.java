package dev.stele.spring;

import dev.stele.access.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * What Spring Security is told of a decision, and the decision itself.
 *
 * <p>Spring puts it into the {@code AuthorizationDeniedException} that it throws. Immutable. Where
 * it is serialized, the decision is left behind; whether it was granted, and the summary, are not.
 */
public final class AccessResult implements AuthorizationResult {

  private static final long serialVersionUID = 1L;

  private final boolean isGranted;
  private final String summary;
  private final transient @Nullable Decision decision;

  private AccessResult(boolean isGranted, String summary, @Nullable Decision decision) {
    this.isGranted = isGranted;
    this.summary = summary;
    this.decision = decision;
  }

  static AccessResult of(Decision decision) {
    return new AccessResult(decision.isGranted(), decision.summary(), decision);
  }

  /** Returns the denial of somebody whom no policy was asked about. */
  static AccessResult unasked(String why) {
    return new AccessResult(false, "denied: " + why, null);
  }

  @Override
  public boolean isGranted() {
    return isGranted;
  }

  /** Returns one line that says what was decided, and by what. */
  public String summary() {
    return summary;
  }

  /**
   * Returns the decision; empty if no policy was asked, since nobody was authenticated, and where
   * this was deserialized.
   */
  public Optional<Decision> decision() {
    return Optional.ofNullable(decision);
  }

  @Override
  public String toString() {
    return summary;
  }
}
