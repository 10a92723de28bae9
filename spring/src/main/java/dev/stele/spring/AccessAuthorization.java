package dev.stele.spring;

import dev.stele.access.Checker;
import dev.stele.access.Facts;
import dev.stele.access.Session;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;

/**
 * Has Spring Security ask a checker: for a request, a method call, a message.
 *
 * {@snippet class="dev.stele.spring.AccessAuthorizationTest" region="of"}
 *
 * <p>Each call has a session of its own, so that nothing is known from an earlier one. There is
 * always a decision: Spring's "no opinion" is not used, since it lets pass. Who is not
 * authenticated is denied, and no policy is asked; an anonymous user is authenticated as far as
 * Spring is concerned, and is asked about. What the reading of a question throws, and an {@code
 * AccessException}, the caller gets; nothing is granted then.
 *
 * <p>Safe for any thread.
 *
 * @param <T> the type of what Spring Security guards
 */
public final class AccessAuthorization<T> implements AuthorizationManager<T> {

  /**
   * What is asked, as an authentication and the guarded object tell.
   *
   * @param <S> the type of subjects
   * @param <A> the type of actions
   * @param <R> the type of resources
   * @param <C> the type of contexts
   * @param subject who wants to do it
   * @param action what he wants to do
   * @param resource what he wants to do it to
   * @param context under which circumstances
   */
  public record Asking<S, A, R, C>(S subject, A action, R resource, C context) {}

  private final BiFunction<Authentication, T, AccessResult> ask;

  private AccessAuthorization(BiFunction<Authentication, T, AccessResult> ask) {
    this.ask = ask;
  }

  /**
   * Returns one that asks a checker.
   *
   * @param asking reads the question from an authentication, which is authenticated, and the
   *     guarded object
   */
  public static <T, S, A, R, C> AccessAuthorization<T> of(
      Checker<S, A, R, C> checker,
      Facts facts,
      BiFunction<? super Authentication, ? super T, Asking<S, A, R, C>> asking) {
    return new AccessAuthorization<>((authentication, object) -> {
      Asking<S, A, R, C> asked = asking.apply(authentication, object);
      try (Session session = facts.session()) {
        return AccessResult.of(
            checker
                .bind(session, asked.subject(), asked.action(), asked.context())
                .check(asked.resource()));
      }
    });
  }

  /** Returns what was decided: granted, or denied for whatever reason; never nothing. */
  @Override
  public AccessResult authorize(
      Supplier<? extends @Nullable Authentication> authentication, T object) {
    Authentication who = authentication.get();
    if (who == null) {
      return AccessResult.unasked("there is no authentication");
    }
    if (!who.isAuthenticated()) {
      return AccessResult.unasked("the authentication is not verified");
    }
    return ask.apply(who, object);
  }
}
