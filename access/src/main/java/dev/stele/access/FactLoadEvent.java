package dev.stele.access;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One call of a source, for the flight recorder: counts and times, never a key or a value. */
@Name("dev.stele.access.FactLoad")
@Label("Fact load")
@Category({"Stele", "Access"})
@Description("A source answered a batch of keys")
@StackTrace(false)
final class FactLoadEvent extends Event {

  @Label("Fact")
  String fact = "";

  @Label("Keys")
  int keyCount;

  @Label("Failed keys")
  int failedCount;

  void describe(String name, List<? extends Slot<?>> slots) {
    end();
    if (shouldCommit()) {
      fact = name;
      keyCount = slots.size();
      for (Slot<?> slot : slots) {
        failedCount += slot.peek() instanceof Fact.Failed<?> ? 1 : 0;
      }
      commit();
    }
  }
}
