package dev.stele.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Types of events as text, and the hashes of what has them. */
class TypeTextProperty {

  private static final List<String> PIECES =
      List.of("", "-", "%2D", " ", "+", "a", "/", "~1", "\n", "é", "😀", "{x}", "%", "whole", "0");

  private static final List<Documents.Kind> KINDS = List.of(Documents.Kind.values());
  private static final List<Semantics.Terminal.State> STATES =
      List.of(Semantics.Terminal.State.values());

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  private static Payload payload(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(5)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return new Payload("x/" + text(random), ByteBuffer.wrap(bytes));
  }

  private static Selector selector(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Selector.Whole();
      case 1 -> new Selector.Pointer(text(random));
      case 2 -> new Selector.Present(text(random));
      case 3 -> new Selector.Constant(payload(random));
      default -> {
        Map<String, String> pointers = new HashMap<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
          pointers.put(text(random), text(random));
        }
        yield new Selector.Template(text(random), pointers);
      }
    };
  }

  private static Optional<Selector> perhaps(SplittableRandom random) {
    return random.nextBoolean() ? Optional.of(selector(random)) : Optional.empty();
  }

  private static EventType type(SplittableRandom random) {
    Map<String, Documents.Kind> required = new HashMap<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      required.put(text(random), KINDS.get(random.nextInt(KINDS.size())));
    }
    PayloadRule rule =
        new PayloadRule(
            random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
            random.nextInt(PayloadRule.BYTES_MAX),
            required);
    Semantics semantics =
        switch (random.nextInt(3)) {
          case 0 -> new Semantics.Plain();
          case 1 ->
              random.nextBoolean()
                  ? new Semantics.Terminal(Semantics.Terminal.State.COMPLETED, perhaps(random))
                  : new Semantics.Terminal(
                      STATES.get(random.nextInt(STATES.size())), Optional.of(selector(random)));
          default -> new Semantics.Wake(perhaps(random), selector(random), perhaps(random));
        };
    return new EventType("t" + text(random).replace("\n", " ") + "-", rule, semantics);
  }

  @Test
  void eachTypeComesBackFromItsText() {
    for (long seed = 0; seed < 20_000; seed++) {
      EventType type = type(new SplittableRandom(seed));
      String text = TypeText.of(type);
      assertThat(TypeText.parse(text)).as("seed %d: '%s'", seed, text).isEqualTo(type);
      assertThat(text).as("seed %d", seed).doesNotContain("\n");
      assertThat(TypeText.of(TypeText.parse(text))).as("seed %d", seed).isEqualTo(text);
    }
  }

  @Test
  void aRegistrationHasTypesOneBehindAnother() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<String, EventType> types = new HashMap<>();
      for (int i = 0; i < 5; i++) {
        EventType type = type(random);
        types.put(type.name(), type);
      }
      Registration registration =
          Registration.external("p", "k", Payload.EMPTY)
              .events(types.values().toArray(EventType[]::new));
      Fact fact = RegistrationFields.of(registration);
      assertThat(RegistrationFields.parse(registration.id(), fact))
          .as("seed %d", seed)
          .isEqualTo(registration);
    }
  }

  @Test
  void whatIsNoTypeIsRefused() {
    for (String text :
        List.of(
            "",
            "a",
            "a 1",
            "a 1 - 0",
            "a 1 - 0 other",
            "a 1 - 0 wake - - -",
            "a x - 0 plain",
            "a 1 - 1 plain",
            "a 1 - 0 terminal completed other")) {
      assertThatThrownBy(() -> TypeText.parse(text))
          .as("'%s'", text)
          .isInstanceOf(RuntimeException.class);
    }
  }

  private static String hash(Registration registration) {
    Fact fact = RegistrationFields.of(registration);
    return HexFormat.of().formatHex(RegistrationFields.hash(fact).toBytes());
  }

  /**
   * Registrations that stand in stores must mean the same after an upgrade. The numbers were made
   * by another program.
   */
  @Test
  void hashesOfRegistrationsStay() {
    assertThat(hash(Registration.external("p", "ticket", Payload.EMPTY)))
        .isEqualTo("dabc8a9405da7a6c8fc9045ac81df3bd85a4acdc96b390c1e8dc4ee2df4c685f");
    assertThat(
            hash(
                RegistryContract.rerunnable("p")
                    .originator(new Originator.Session(SessionScope.of("a", "b")))
                    .causedBy("é")
                    .wakes(SessionScope.of("a"))
                    .label("label")
                    .notBefore(RegistryRoom.DAWN)
                    .priority(7)))
        .isEqualTo("f5e0859b518d6be293f6cb67ddfdfb350f870201600c3730693c284748ce8cb4");
  }

  @Test
  void aHashDoesNotDependOnTheId() {
    assertThat(hash(Registration.external("p", "k", Payload.EMPTY)))
        .isEqualTo(hash(Registration.external("q", "k", Payload.EMPTY)));
  }

  /** The content type and the payload could pass for a field more. */
  @Test
  void fieldsAndPayloadAreToldApart() {
    Fact one =
        new Fact(
            "s",
            "t",
            Map.of("a", "b"),
            new Payload("c", ByteBuffer.allocate(0)),
            java.util.Set.of());
    byte[] rest = {0, 0, 0, 1, 'd', 0, 0, 0, 1, 'e', 'f'};
    Fact two =
        new Fact(
            "s",
            "t",
            Map.of("a", "b"),
            new Payload("c", ByteBuffer.wrap(rest)),
            java.util.Set.of());
    Fact three =
        new Fact(
            "s",
            "t",
            Map.of("a", "b", "c", "d"),
            new Payload("e", ByteBuffer.wrap(new byte[] {'f'})),
            java.util.Set.of());
    assertThat(RegistrationFields.hash(two))
        .isNotEqualTo(RegistrationFields.hash(three))
        .isNotEqualTo(RegistrationFields.hash(one));
  }
}
