package dev.stele.authzen;

import dev.stele.access.Bound;
import dev.stele.access.Checker;
import dev.stele.access.Decision;
import dev.stele.access.Domain;
import dev.stele.access.Facts;
import dev.stele.access.Session;
import dev.stele.access.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a checker what an AuthZEN request asks.
 *
 * {@snippet class="dev.stele.authzen.AuthZenTest" region="authzen"}
 *
 * <p>Each request has a session of its own. A denial says in its context why, in kind, under {@code
 * reason}: {@code no_policies}, {@code no_grant}, {@code veto} or {@code indeterminate}. The names
 * of policies and what they looked at are said only by one that is {@link #explaining}. Properties
 * and context are what whoever asks says of them: policies must not believe more than he may be
 * believed.
 *
 * <p>Immutable, and safe for any thread. What cannot be put on record is not given out: an {@code
 * AccessException} is thrown then, and none of the request is answered.
 */
public final class AuthZen {

  /** Evaluations that can be asked in one batch. */
  private record Asked(Subject subject, Action action, Map<String, Object> context) {
    static Asked of(EvaluationRequest request) {
      return new Asked(request.subject(), request.action(), request.context());
    }
  }

  private final Checker<Subject, Action, Resource, Map<String, Object>> checker;
  private final Facts facts;
  private final boolean isExplaining;

  private AuthZen(
      Checker<Subject, Action, Resource, Map<String, Object>> checker,
      Facts facts,
      boolean isExplaining) {
    this.checker = checker;
    this.facts = facts;
    this.isExplaining = isExplaining;
  }

  /** Returns a domain of the types that AuthZEN has; the last one is the request's context. */
  public static Domain<Subject, Action, Resource, Map<String, Object>> domain(String name) {
    return Domain.named(name);
  }

  /** Returns one that asks a checker. */
  public static AuthZen of(
      Checker<Subject, Action, Resource, Map<String, Object>> checker, Facts facts) {
    return new AuthZen(checker, facts, false);
  }

  /**
   * Returns one whose answers say which policy decided, under {@code reason_admin}, and how it came
   * about, under {@code trace}: for those who run the policies, never for those whom they are
   * about.
   */
  public AuthZen explaining() {
    return new AuthZen(checker, facts, true);
  }

  /** Answers one evaluation. */
  public EvaluationResponse evaluate(EvaluationRequest request) {
    try (Session session = facts.session()) {
      return evaluate(session, request);
    }
  }

  /**
   * Answers one evaluation or several, as the request has it.
   *
   * <p>If all are to be answered, those of one subject, action and context are asked about in one
   * batch, whatever their order. Otherwise one after the other is, and none behind the last that is
   * answered. What is learnt of one is known for all.
   */
  public EvaluationsResponse evaluate(EvaluationsRequest request) {
    return switch (request) {
      case EvaluationsRequest.Single(EvaluationRequest one) ->
          new EvaluationsResponse.Single(evaluate(one));
      case EvaluationsRequest.Several(
              List<EvaluationRequest> several,
              EvaluationsSemantic semantic) -> {
        try (Session session = facts.session()) {
          yield new EvaluationsResponse.Several(
              switch (semantic) {
                case EXECUTE_ALL -> all(session, several);
                case DENY_ON_FIRST_DENY -> upTo(session, several, false);
                case PERMIT_ON_FIRST_PERMIT -> upTo(session, several, true);
              });
        }
      }
    };
  }

  private List<EvaluationResponse> all(Session session, List<EvaluationRequest> requests) {
    Map<Asked, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      places.computeIfAbsent(Asked.of(requests.get(i)), _ -> new ArrayList<>()).add(i);
    }
    Map<Integer, EvaluationResponse> responses = new TreeMap<>();
    places.forEach((asked, items) -> {
      List<Decision> decisions =
          bound(session, asked).evaluateBy(items, item -> requests.get(item).resource());
      for (int i = 0; i < items.size(); i++) {
        responses.put(items.get(i), response(decisions.get(i)));
      }
    });
    return List.copyOf(responses.values());
  }

  private List<EvaluationResponse> upTo(
      Session session, List<EvaluationRequest> requests, boolean decision) {
    List<EvaluationResponse> responses = new ArrayList<>();
    for (EvaluationRequest request : requests) {
      EvaluationResponse response = evaluate(session, request);
      responses.add(response);
      if (response.decision() == decision) {
        break;
      }
    }
    return responses;
  }

  private EvaluationResponse evaluate(Session session, EvaluationRequest request) {
    return response(bound(session, Asked.of(request)).check(request.resource()));
  }

  private Bound<Subject, Action, Resource, Map<String, Object>> bound(
      Session session, Asked asked) {
    Bound<Subject, Action, Resource, Map<String, Object>> bound =
        checker.bind(session, asked.subject(), asked.action(), asked.context());
    return isExplaining ? bound.traced() : bound;
  }

  private EvaluationResponse response(Decision decision) {
    Map<String, Object> context = new LinkedHashMap<>();
    if (decision instanceof Decision.Denied denied) {
      context.put("reason", denied.cause().name().toLowerCase(Locale.ROOT));
    }
    if (isExplaining) {
      context.put("reason_admin", Map.of("en", decision.summary()));
      decision.trace().map(Trace::format).ifPresent(trace -> context.put("trace", trace));
    }
    return new EvaluationResponse(decision.isGranted(), context);
  }
}
