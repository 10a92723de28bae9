package dev.stele.store;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What the store tells the JDK's flight recorder. */
final class StoreEvents {

  private StoreEvents() {}

  /** One call of append, from its admission to its answer. */
  @Name("dev.stele.Append")
  @Label("Append")
  @Category({"Stele", "Store"})
  @Description("An append, from its admission to its answer")
  @StackTrace(false)
  static final class Appending extends jdk.jfr.Event {
    @Label("Outcome")
    String outcome = "";

    @Label("Events")
    int events;

    @Label("Durability")
    String durability = "";
  }

  /** An opening, or the restart of a writer. */
  @Name("dev.stele.Open")
  @Label("Open")
  @Category({"Stele", "Store"})
  @Description("The opening of a store, or a restart of its writer")
  @StackTrace(false)
  static final class Opening extends jdk.jfr.Event {
    @Label("Is Restart")
    boolean isRestart;

    @Label("Entries Examined")
    long entriesExamined;

    @Label("Bytes Cut")
    @DataAmount
    long bytesCut;

    @Label("Entries Indexed")
    long entriesIndexed;
  }

  /** Somebody was attached: from the subscription to its end. */
  @Name("dev.stele.Attach")
  @Label("Attach")
  @Category({"Stele", "Store"})
  @Description("An attach to a region, from its subscription to its end")
  @StackTrace(false)
  static final class Attaching extends jdk.jfr.Event {
    @Label("Region")
    String region = "";
  }

  /** The wall clock has jumped forward. */
  @Name("dev.stele.TimeJump")
  @Label("Time Jump")
  @Category({"Stele", "Store"})
  @Description("The wall clock jumped forward; later events are stamped no earlier")
  @StackTrace(false)
  static final class TimeJump extends jdk.jfr.Event {
    @Label("Ahead")
    @Timespan(Timespan.MILLISECONDS)
    long aheadMillis;
  }
}
