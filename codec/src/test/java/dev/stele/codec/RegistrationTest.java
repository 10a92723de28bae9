package dev.stele.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationTest {

  sealed interface Event {}

  @EventType("Placed")
  record Placed(int count) implements Event {}

  sealed interface Ending extends Event {}

  @EventType("Closed")
  record Closed() implements Ending {}

  @EventType("Cancelled")
  static final class Cancelled implements Ending {
    private String why = "";

    public String getWhy() {
      return why;
    }

    public void setWhy(String text) {
      this.why = text;
    }
  }

  sealed interface Forgetful {}

  record Forgotten() implements Forgetful {}

  sealed interface Opening {}

  non-sealed interface Outside extends Opening {}

  @EventType("Placed")
  record Impostor() {}

  @EventType("stele.Bypass")
  record Reserved() {}

  @EventType("")
  record Nameless() {}

  @EventType(value = "Zero", version = 0)
  record Zero() {}

  @EventType("Shape")
  interface Shape {}

  @EventType("Colour")
  enum Colour {
    RED
  }

  @EventType(value = "Third", version = 3)
  record Third(int value) {}

  /** Nobody could tell which constructor is meant. */
  @EventType("Unmakeable")
  static final class Unmakeable {
    private final int count;

    Unmakeable(int count, String text) {
      this.count = count + text.length();
    }

    Unmakeable(String text, int count) {
      this(count, text);
    }

    public int getCount() {
      return count;
    }
  }

  /** Its names are not those of a bean: Jackson would write nothing of it, and say nothing. */
  @EventType("Hidden")
  static final class Hidden {
    private int amount;

    public int amount() {
      return amount;
    }

    void add(int more) {
      amount += more;
    }
  }

  @Test
  void aSealedTypeRegistersAllThatItPermitsAndWhatThesePermit() {
    assertThat(EventCodec.of(Event.class).names(Event.class))
        .containsExactly("Cancelled", "Closed", "Placed");
  }

  @Test
  void aClassThatIsNoRecordMayBeRegistered() {
    EventCodec codec = EventCodec.of(Cancelled.class);
    Cancelled cancelled = new Cancelled();
    cancelled.setWhy("late");
    assertThat(codec.decode(Stored.event(codec.encode(cancelled)), Cancelled.class).getWhy())
        .isEqualTo("late");
  }

  @Test
  void theSameTypeAgainChangesNothing() {
    assertThat(EventCodec.of(Placed.class, Event.class, Event.class).names(Object.class))
        .hasSize(3);
  }

  @Test
  void aPermittedTypeWithoutTheAnnotationIsNamed() {
    refuses(
        Forgetful.class,
        "event type must have @EventType or be sealed, got: %s, permitted by %s"
            .formatted(Forgotten.class.getName(), Forgetful.class.getName()));
  }

  @Test
  void aTypeThatAnybodyMayExtendIsRefused() {
    refuses(Opening.class, "got: " + Outside.class.getName());
    refuses(Object.class, "got: java.lang.Object");
  }

  @Test
  void aNameThatTwoClassesClaimIsRefused() {
    EventCodec.Builder builder = EventCodec.builder().register(Placed.class);
    assertThatThrownBy(() -> builder.register(Impostor.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "event type must belong to one class, got: 'Placed' of %s and %s"
                .formatted(Placed.class.getName(), Impostor.class.getName()));
  }

  @Test
  void aNameOfTheStoreIsRefused() {
    refuses(Reserved.class, "event type must not begin with 'stele.', got: 'stele.Bypass'");
  }

  @Test
  void aNameOrVersionThatNoEventCanHaveIsRefused() {
    refuses(Nameless.class, "event type must not be empty: " + Nameless.class.getName());
    refuses(Zero.class, "schema version must be >= 1, got: 0: " + Zero.class.getName());
  }

  @Test
  void aTypeThatHasNoValuesOfItsOwnIsRefused() {
    refuses(Shape.class, "@EventType must be on a record or a concrete class");
    refuses(Colour.class, "@EventType must be on a record or a concrete class");
  }

  @Test
  void aMissingUpcasterIsRefused() {
    EventCodec.Builder one =
        EventCodec.builder().register(Third.class).upcast("Third", 2, tree -> tree);
    fails(one, "upcaster expected, found none: 'Third' from version 1 to 2");
    EventCodec.Builder two =
        EventCodec.builder().register(Third.class).upcast("Third", 1, tree -> tree);
    fails(two, "upcaster expected, found none: 'Third' from version 2 to 3");
    assertThat(two.upcast("Third", 2, tree -> tree).build().names(Third.class)).hasSize(1);
  }

  @Test
  void allFaultsAreToldAtOnce() {
    EventCodec.Builder builder = EventCodec.builder().register(Third.class);
    fails(
        builder,
        "upcaster expected, found none: 'Third' from version 1 to 2; "
            + "upcaster expected, found none: 'Third' from version 2 to 3");
  }

  @Test
  void anUpcasterOfNothingIsRefused() {
    fails(
        EventCodec.builder().register(Placed.class).upcast("Plcaed", 1, tree -> tree),
        "upcaster must be of a registered name, got: 'Plcaed'");
  }

  @Test
  void anUpcasterFromTodaysVersionOrBeforeTheFirstIsRefused() {
    fails(
        EventCodec.builder().register(Placed.class).upcast("Placed", 1, tree -> tree),
        "upcaster of 'Placed' must begin at a version from 1 to before 1, got: 1");
    fails(
        EventCodec.builder().register(Placed.class).upcast("Placed", 0, tree -> tree),
        "upcaster of 'Placed' must begin at a version from 1 to before 1, got: 0");
  }

  @Test
  void aSecondUpcasterFromAVersionIsRefused() {
    EventCodec.Builder builder = EventCodec.builder().upcast("Third", 1, tree -> tree);
    assertThatThrownBy(() -> builder.upcast("Third", 1, tree -> tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("upcaster must be the only one, got: another of 'Third' from version 1");
  }

  @Test
  void anOldNameMustLeadToARegisteredOneAndBeNone() {
    fails(
        EventCodec.builder().register(Placed.class).renamed("Created", "Plcaed"),
        "new name must be a registered one, got: 'Plcaed' for 'Created'");
    fails(
        EventCodec.builder().register(Event.class).renamed("Closed", "Placed"),
        "old name must not be a registered one, got: 'Closed'");
    fails(
        EventCodec.builder().register(Event.class).renamed("stele.Old", "Placed"),
        "old name must not be one of the store's, got: 'stele.Old'");
  }

  @Test
  void anOldNameHasOneNewOne() {
    EventCodec.Builder builder = EventCodec.builder().renamed("Created", "Placed");
    assertThatThrownBy(() -> builder.renamed("Created", "Closed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("old name must have one new name, got: 'Created' for 'Placed' and 'Closed'");
  }

  @Test
  void aClassThatJacksonCannotMakeIsRefused() {
    EventCodec.Builder builder = EventCodec.builder().register(Unmakeable.class);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Jackson must be able to make " + Unmakeable.class.getName())
        .hasMessageEndingWith("'Unmakeable' version 1 of " + Unmakeable.class.getName());
  }

  sealed interface Payment {}

  record Cash(int coins) implements Payment {}

  record Part(List<Optional<Payment>> payments) {}

  @EventType("Paid")
  record Paid(Map<String, Part[]> parts) {}

  @EventType("Told")
  record Told(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
          @JsonSubTypes(@JsonSubTypes.Type(value = Cash.class, name = "cash"))
          Payment payment) {}

  @Test
  void aSealedTypeInsideThatCouldBeWrittenAndNeverReadIsRefused() {
    EventCodec.Builder builder = EventCodec.builder().register(Paid.class);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Jackson must be able to make " + Payment.class.getName())
        .hasMessageEndingWith("'Paid' version 1 of " + Paid.class.getName());
  }

  @Test
  void aSealedTypeInsideIsTakenWhereAnAnnotationSaysWhichOneItIs() {
    EventCodec codec = EventCodec.of(Told.class);
    Told told = new Told(new Cash(3));
    assertThat(EncodingTest.text(codec.encode(told)))
        .isEqualTo("{'payment':{'coins':3,'kind':'cash'}}".replace('\'', '"'));
    assertThat(codec.decode(Stored.event(codec.encode(told)))).isEqualTo(told);
  }

  @Test
  void aClassThatShowsJacksonNothingIsRefused() {
    fails(
        EventCodec.builder().register(Hidden.class),
        "payload class must have properties that Jackson can see, got none: "
            + "'Hidden' version 1 of "
            + Hidden.class.getName());
  }

  private static void refuses(Class<?> type, String message) {
    EventCodec.Builder builder = EventCodec.builder();
    assertThatThrownBy(() -> builder.register(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static void fails(EventCodec.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message);
  }
}
