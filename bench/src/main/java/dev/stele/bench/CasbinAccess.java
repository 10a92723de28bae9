package dev.stele.bench;

import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.AccessRules.Document;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/**
 * jCasbin: a line of policy for each kind, and a matcher on attributes. What is asked about is
 * turned into its maps beforehand.
 */
final class CasbinAccess {

  private CasbinAccess() {}

  static Asking checks(List<Document> documents) {
    Model model = new Model();
    model.addDef("r", "r", "sub, obj");
    model.addDef("p", "p", "kind");
    model.addDef("e", "e", "some(where (p.eft == allow))");
    model.addDef("m", "m", "r.obj.kind == p.kind && r.obj.level <= r.sub.level");
    Enforcer enforcer = new Enforcer(model);
    for (int kind = 0; kind < AccessRules.COUNT; kind++) {
      enforcer.addPolicy(name(kind));
    }
    Map<String, Object> person = Map.of("level", AccessRules.PERSON.level());
    List<Map<String, Object>> resources =
        documents.stream()
            .map(one -> Map.<String, Object>of("kind", name(one.kind()), "level", one.level()))
            .toList();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        int document = i % AccessRules.DOCUMENTS;
        marks +=
            enforcer.enforce(person, resources.get(document)) ? documents.get(document).mark() : 0;
      }
      return marks;
    };
  }

  /** What stands in a policy is text. */
  private static String name(int kind) {
    return "kind" + kind;
  }
}
