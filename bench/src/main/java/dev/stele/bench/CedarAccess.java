package dev.stele.bench;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.Value;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.AccessRules.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cedar, through its binding: sixteen policies, kept parsed on its side. Entities and requests are
 * made beforehand; that they cross over as JSON is what the binding does.
 */
final class CedarAccess {

  private CedarAccess() {}

  /** One question, ready to be asked. */
  private record Prepared(AuthorizationRequest request, Entities entities, long mark) {}

  static Asking checks(List<Document> documents) throws Exception {
    Set<Policy> rules = new HashSet<>();
    for (int kind = 0; kind < AccessRules.COUNT; kind++) {
      rules.add(
          new Policy(
              "permit(principal, action, resource) when { resource.kind == "
                  + kind
                  + " && resource.level <= principal.level };",
              "policy" + kind));
    }
    PolicySet policies = new PolicySet(rules);
    policies.cache();
    List<Prepared> questions = prepared(documents);
    AuthorizationEngine engine = new BasicAuthorizationEngine();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Prepared one = questions.get(i % AccessRules.DOCUMENTS);
        AuthorizationResponse response = engine.isAuthorized(one.request, policies, one.entities);
        marks += response.success.orElseThrow().isAllowed() ? one.mark : 0;
      }
      return marks;
    };
  }

  private static List<Prepared> prepared(List<Document> documents) {
    Entity person = entity("Person", 1, Map.of("level", AccessRules.PERSON.level()));
    EntityUID read = type("Action").of(AccessRules.READ);
    List<Prepared> questions = new ArrayList<>();
    for (Document one : documents) {
      Entity resource =
          entity("Document", one.number(), Map.of("kind", one.kind(), "level", one.level()));
      questions.add(
          new Prepared(
              new AuthorizationRequest(
                  person.getEUID(), read, resource.getEUID(), Map.<String, Value>of()),
              new Entities(Set.of(person, resource)),
              one.mark()));
    }
    return questions;
  }

  private static Entity entity(String type, int number, Map<String, Integer> attributes) {
    Map<String, Value> values = new HashMap<>();
    attributes.forEach((name, value) -> values.put(name, new PrimLong(value)));
    return new Entity(type(type).of(Integer.toString(number)), values, Set.of());
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }
}
