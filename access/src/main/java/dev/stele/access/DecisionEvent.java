package dev.stele.access;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A decision, for the flight recorder; off unless a recording asks for it. */
@Name("dev.stele.access.Decision")
@Label("Access decision")
@Category({"Stele", "Access"})
@Description("A checker decided about one item")
@Enabled(false)
@StackTrace(false)
final class DecisionEvent extends Event {

  @Label("Checker")
  String checker = "";

  @Label("Outcome")
  String outcome = "";

  @Label("By")
  String by = "";

  static void tell(String checker, Decision decision) {
    DecisionEvent event = new DecisionEvent();
    if (!event.shouldCommit()) {
      return;
    }
    event.checker = checker;
    switch (decision) {
      case Decision.Granted granted -> {
        event.outcome = "GRANTED";
        event.by = granted.by();
      }
      case Decision.Denied denied -> {
        event.outcome = denied.cause().name();
        event.by = denied.by().orElse("");
      }
    }
    event.commit();
  }
}
