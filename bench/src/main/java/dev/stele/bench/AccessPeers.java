package dev.stele.bench;

import dev.stele.access.Bound;
import dev.stele.access.Checker;
import dev.stele.access.Decision;
import dev.stele.access.Facts;
import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.AccessRules.Document;
import dev.stele.bench.AccessRules.Person;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Ways to ask about documents one by one: each answers with the sum of the marks of those granted.
 *
 * <p>Each has a loop of its own, so that none is measured with what the compiler has learnt of
 * another.
 */
final class AccessPeers {

  private AccessPeers() {}

  /** Our own: a checker that is bound once. */
  static Asking checks(List<Document> documents) {
    Bound<Person, String, Document, String> bound =
        AccessRules.checker()
            .bind(Facts.none().session(), AccessRules.PERSON, AccessRules.READ, "");
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        marks += bound.check(document).isGranted() ? document.mark() : 0;
      }
      return marks;
    };
  }

  /** The same with a trace for each, which must be there. */
  static Asking traces(List<Document> documents) {
    Bound<Person, String, Document, String> bound =
        AccessRules.checker()
            .bind(Facts.none().session(), AccessRules.PERSON, AccessRules.READ, "")
            .traced();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        Decision decision = bound.check(document);
        marks += decision.isGranted() && decision.trace().isPresent() ? document.mark() : 0;
      }
      return marks;
    };
  }

  /** A request of its own for each: a session, a bound checker, one check. */
  static Asking requests(List<Document> documents) {
    Checker<Person, String, Document, String> checker = AccessRules.checker();
    Facts facts = Facts.none();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        Bound<Person, String, Document, String> bound =
            checker.bind(facts.session(), AccessRules.PERSON, AccessRules.READ, "");
        marks += bound.check(document).isGranted() ? document.mark() : 0;
      }
      return marks;
    };
  }

  /** A loop over the rules, which is what no library at all costs. */
  static Asking loops(List<Document> documents) {
    List<BiPredicate<Person, Document>> rules = AccessRules.bare();
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        marks += mayRead(rules, document) ? document.mark() : 0;
      }
      return marks;
    };
  }

  private static boolean mayRead(List<BiPredicate<Person, Document>> rules, Document document) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).test(AccessRules.PERSON, document)) {
        return true;
      }
    }
    return false;
  }
}
