package dev.stele.bench;

import static dev.stele.bench.Goals.Goal.atMost;
import static dev.stele.bench.Goals.Unit.NANOS;

import dev.stele.bench.AccessRules.Document;
import dev.stele.bench.AccessRules.Mix;
import dev.stele.bench.Question.Setting;
import java.util.List;
import java.util.function.IntToLongFunction;

/** What one check against sixteen policies costs, documents changing from check to check. */
final class AccessCheckQuestion implements Question {

  /** Of what takes tens of nanoseconds. */
  private static final int MANY = 1_000_000;

  /** Of what takes tens of microseconds. */
  private static final int SOME = 5_000;

  @Override
  public void answer(Setting setting) throws Exception {
    setting
        .out()
        .println("1. A check against 16 policies, each a lambda of its own class. An op is");
    setting.out().println("a check. All answer alike, which is looked at; a trace costs extra.");
    for (Mix mix : Mix.values()) {
      setting.out().println();
      answer(setting, mix);
    }
  }

  private static void answer(Setting setting, Mix mix) throws Exception {
    setting.out().printf("%d documents, %s:%n", AccessRules.DOCUMENTS, mix.title);
    List<Document> documents = mix.documents();
    AccessLineup lineup = new AccessLineup(setting, Rounds.Unit.NANOS, marks(documents));
    Contestant check = lineup.add("stele, check", MANY, () -> AccessPeers.checks(documents));
    Contestant trace =
        lineup.add("stele, check with a trace", MANY, () -> AccessPeers.traces(documents));
    lineup.add("stele, session, bind and check", MANY, () -> AccessPeers.requests(documents));
    lineup.add("a loop over 16 lambdas", MANY, () -> AccessPeers.loops(documents));
    // A reference to a method links its class where it is written: these link where they are
    // opened.
    lineup.find("Spring Security, anyOf", MANY, () -> SpringAccess.checks(documents));
    lineup.find("jCasbin", SOME, () -> CasbinAccess.checks(documents));
    lineup.find("Cedar, policies kept", SOME, () -> CedarAccess.checks(documents));
    lineup.leaveOut(
        "SAPL", "its embedded decision point brings a web server and a toolkit for languages");
    lineup.run();
    setting.goals().judge(atMost(0.1, NANOS, "a check, " + mix.title), check.micros());
    setting.goals().judge(atMost(0.25, NANOS, "with a trace, " + mix.title), trace.micros());
  }

  /** What so many checks come to, by a rule that looks at the kind alone. */
  private static IntToLongFunction marks(List<Document> documents) {
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        boolean isGranted =
            document.kind() < AccessRules.COUNT && document.level() <= AccessRules.PERSON.level();
        marks += isGranted ? document.mark() : 0;
      }
      return marks;
    };
  }
}
