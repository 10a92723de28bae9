package dev.stele.bench;

import com.cedarpolicy.AuthorizationEngine;
import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.PrimLong;
import com.cedarpolicy.value.Value;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.AccessRules.Document;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;

/**
 * Cedar, through its binding: sixteen policies, kept parsed on its side. Entities and requests are
 * made beforehand; that they cross over as JSON is what the binding does.
 */
final class CedarAccess {

  private CedarAccess() {}

  /** One question, ready to be asked. */
  private record Prepared(AuthorizationRequest request, Entities entities, long mark) {}

  /**
   * Opens it with a class loader of its own: on the module path, what looks for its native library
   * looks in its own module alone, where the library is not.
   */
  static Asking checks(List<Document> documents) throws Exception {
    long[][] asked =
        documents.stream()
            .map(one -> new long[] {one.number(), one.kind(), one.level(), one.mark()})
            .toArray(long[][]::new);
    Module own = CedarAccess.class.getModule();
    if (!own.isNamed()) {
      return prepare(asked, AccessRules.PERSON.level(), AccessRules.COUNT)::applyAsLong;
    }
    List<URL> path = new ArrayList<>();
    for (ResolvedModule module : own.getLayer().configuration().modules()) {
      URI location = module.reference().location().orElseThrow();
      if (location.getScheme().equals("file")) {
        path.add(location.toURL());
      }
    }
    // Never closed: its classes are used as long as this JVM lives. No parent but the JVM's own:
    // any
    // other would find the modules again.
    ClassLoader loader = new URLClassLoader(path.toArray(URL[]::new), null);
    Method prepare =
        loader
            .loadClass(CedarAccess.class.getName())
            .getDeclaredMethod("prepare", long[][].class, int.class, int.class);
    prepare.setAccessible(true);
    return ((IntToLongFunction)
            prepare.invoke(null, asked, AccessRules.PERSON.level(), AccessRules.COUNT))
        ::applyAsLong;
  }

  /** Makes all ready; takes and returns only what both class loaders know. */
  static IntToLongFunction prepare(long[][] documents, int level, int kinds) throws Exception {
    Set<Policy> rules = new HashSet<>();
    for (int kind = 0; kind < kinds; kind++) {
      rules.add(
          new Policy(
              "permit(principal, action, resource) when { resource.kind == "
                  + kind
                  + " && resource.level <= principal.level };",
              "policy" + kind));
    }
    PolicySet policies = new PolicySet(rules);
    policies.cache();
    List<Prepared> questions = prepared(documents, level);
    AuthorizationEngine engine = new BasicAuthorizationEngine();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Prepared one = questions.get(i % AccessRules.DOCUMENTS);
        marks += isAllowed(engine, policies, one) ? one.mark : 0;
      }
      return marks;
    };
  }

  private static boolean isAllowed(AuthorizationEngine engine, PolicySet policies, Prepared one) {
    try {
      return engine
          .isAuthorized(one.request, policies, one.entities)
          .success
          .orElseThrow()
          .isAllowed();
    } catch (AuthException e) {
      throw new IllegalStateException("Cedar must answer", e);
    }
  }

  private static List<Prepared> prepared(long[][] documents, int level) {
    Entity person = entity("Person", 1, Map.of("level", (long) level));
    EntityUID read = type("Action").of("read");
    List<Prepared> questions = new ArrayList<>();
    for (long[] one : documents) {
      Entity resource = entity("Document", one[0], Map.of("kind", one[1], "level", one[2]));
      questions.add(
          new Prepared(
              new AuthorizationRequest(
                  person.getEUID(), read, resource.getEUID(), Map.<String, Value>of()),
              new Entities(Set.of(person, resource)),
              one[3]));
    }
    return questions;
  }

  private static Entity entity(String type, long number, Map<String, Long> attributes) {
    Map<String, Value> values = new HashMap<>();
    attributes.forEach((name, value) -> values.put(name, new PrimLong(value)));
    return new Entity(type(type).of(Long.toString(number)), values, Set.of());
  }

  private static EntityTypeName type(String name) {
    return EntityTypeName.parse(name).orElseThrow();
  }
}
