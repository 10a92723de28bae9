package dev.stele.codec;

import dev.stele.store.Event;
import dev.stele.store.NewEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns values of registered classes into events, and events of any version into values of today's
 * classes.
 *
 * {@snippet class="dev.stele.codec.CodecExampleTest" region="types"}
 *
 * {@snippet class="dev.stele.codec.CodecExampleTest" region="codec"}
 *
 * {@snippet class="dev.stele.codec.CodecExampleTest" region="append"}
 *
 * <p>Promise: the same value becomes the same bytes in every process, whatever the order of its
 * sets and maps, so that an append can be repeated with its key; see {@link #standardMapper} for
 * what a mapper of one's own must do for it.
 *
 * <p>Immutable, and safe for any thread. Events that it does not know, raw bytes among them, go
 * beside it; {@link #tryDecode} passes over them.
 */
public final class EventCodec {

  private final Map<Class<?>, Schema> byClass;
  private final Map<String, Schema> byName;
  private final Map<String, List<UnaryOperator<ObjectNode>>> upcasters;
  private final Payloads payloads;

  private EventCodec(
      Map<Class<?>, Schema> byClass,
      Map<String, Schema> byName,
      Map<String, List<UnaryOperator<ObjectNode>>> upcasters,
      Payloads payloads) {
    this.byClass = Map.copyOf(byClass);
    this.byName = Map.copyOf(byName);
    this.upcasters = Map.copyOf(upcasters);
    this.payloads = payloads;
  }

  /** Begins a codec. */
  public static Builder builder() {
    return new Builder();
  }

  /** Makes a codec of types that have one version each; see {@link Builder#register}. */
  public static EventCodec of(Class<?>... types) {
    Builder builder = builder();
    for (Class<?> type : types) {
      builder.register(type);
    }
    return builder.build();
  }

  /**
   * Returns the mapper that is used unless another one is given. Times are ISO texts that keep
   * offset and zone, decimals keep each digit, enums are their names, absent components are an
   * error unless they are {@code Optional}, unknown ones are passed over, sets are written in an
   * order that does not change, and no class is ever named by stored bytes.
   *
   * <p>One's own is best a {@link JsonMapper#rebuild rebuilt} one of it.
   */
  public static JsonMapper standardMapper() {
    return StandardMapper.make();
  }

  /**
   * Makes an event of a value: name and version of its class, its JSON in UTF-8 with the names of
   * each object in order, without white space. Tags, causes and metadata can be added to it.
   *
   * @throws IllegalArgumentException if its class was not registered
   * @throws CodecException.NotEncoded if Jackson cannot write it, or not as a JSON object
   */
  public NewEvent encode(Object payload) {
    Schema schema = byClass.get(payload.getClass());
    if (schema == null) {
      throw new IllegalArgumentException(
          "payload must be of a registered class, got: " + payload.getClass().getName());
    }
    return NewEvent.of(schema.name(), NewEvent.JSON, payloads.write(schema, payload))
        .schemaVersion(schema.version());
  }

  /** Makes events of values, in order; see {@link #encode}. */
  public List<NewEvent> encodeAll(Collection<?> values) {
    List<NewEvent> events = new ArrayList<>(values.size());
    for (Object value : values) {
      events.add(encode(value));
    }
    return events;
  }

  /** Returns the payload of an event whose class is not said; see {@link #decode(Event, Class)}. */
  public Object decode(Event event) {
    return decode(event, Object.class);
  }

  /**
   * Returns the payload of an event as today's class.
   *
   * @param type a registered class, or a type above some
   * @throws CodecException.Unexpected if it is no such event, or none that the codec knows
   * @throws CodecException.NewerVersion if a newer program wrote it
   * @throws CodecException.Malformed if its payload is no JSON object that fits the class
   * @throws CodecException.UpcastFailed if an upcaster threw
   */
  public <T> T decode(Event event, Class<T> type) {
    return switch (tryDecode(event, type)) {
      case Decoded.Known<T>(T payload) -> payload;
      case Decoded.Other<T>(Event other) -> throw new CodecException.Unexpected(other, type);
    };
  }

  /**
   * Returns the payload of an event as today's class, or the event itself if it is another one.
   *
   * @param type a registered class, or a type above some
   * @throws CodecException.NewerVersion if a newer program wrote it
   * @throws CodecException.Malformed if its payload is no JSON object that fits the class
   * @throws CodecException.UpcastFailed if an upcaster threw
   */
  public <T> Decoded<T> tryDecode(Event event, Class<T> type) {
    Schema schema = byName.get(event.type());
    if (schema == null
        || !type.isAssignableFrom(schema.payloadClass())
        || !isJson(event.contentType())) {
      return new Decoded.Other<>(event);
    }
    if (event.schemaVersion() > schema.version()) {
      throw new CodecException.NewerVersion(event, schema.version());
    }
    Object payload =
        event.schemaVersion() == schema.version()
            ? payloads.read(event, schema)
            : payloads.fit(event, schema, upcast(event, schema));
    return new Decoded.Known<>(type.cast(payload));
  }

  /** Applies one step after the other, from the event's version to today's. */
  private ObjectNode upcast(Event event, Schema schema) {
    List<UnaryOperator<ObjectNode>> steps = upcasters.getOrDefault(schema.name(), List.of());
    ObjectNode tree = payloads.readTree(event, schema);
    for (int from = event.schemaVersion(); from < schema.version(); from++) {
      try {
        tree = Objects.requireNonNull(steps.get(from - 1).apply(tree), "upcaster returned null");
      } catch (RuntimeException e) {
        throw new CodecException.UpcastFailed(event, schema, from, e);
      }
    }
    return tree;
  }

  /** Parameters may follow: whatever the charset is said to be, JSON tells by itself. */
  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String essence = end < 0 ? contentType : contentType.substring(0, end);
    return essence.strip().toLowerCase(Locale.ROOT).equals(NewEvent.JSON);
  }

  /**
   * Returns the names under which events of a type are stored, old ones too, for a region or a
   * condition.
   *
   * @throws IllegalArgumentException if nothing of the type was registered
   */
  public Set<String> names(Class<?> type) {
    Set<String> names = new TreeSet<>();
    byName.forEach((name, schema) -> {
      if (type.isAssignableFrom(schema.payloadClass())) {
        names.add(name);
      }
    });
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "type must be one above a registered class, got: " + type.getName());
    }
    return Collections.unmodifiableSet(names);
  }

  /** Gathers what a codec is to know. For one thread. */
  public static final class Builder {

    private final Map<Class<?>, Schema> byClass = new HashMap<>();
    private final Map<String, Schema> byName = new HashMap<>();
    private final Map<Chains.Step, UnaryOperator<ObjectNode>> steps = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private @Nullable JsonMapper mapper;

    private Builder() {}

    /**
     * Registers a class with {@link EventType}, or all that a sealed type permits, and what these
     * permit. The same again does nothing.
     *
     * @throws IllegalArgumentException if one of them has no annotation, if its name or version is
     *     not legal, or if its name belongs to another class
     */
    public Builder register(Class<?> type) {
      for (Schema schema : Schema.of(type)) {
        Schema known = byName.putIfAbsent(schema.name(), schema);
        if (known != null && !known.equals(schema)) {
          throw new IllegalArgumentException(
              "event type must belong to one class, got: '%s' of %s and %s"
                  .formatted(
                      schema.name(),
                      known.payloadClass().getName(),
                      schema.payloadClass().getName()));
        }
        byClass.put(schema.payloadClass(), schema);
      }
      return this;
    }

    /**
     * Says how a payload of one version becomes one of the next. The step owns the tree that it is
     * given and may return it changed; it must depend on nothing else.
     *
     * @param name the type's name of today
     * @param from the version that it begins at, 1 or more
     * @throws IllegalArgumentException if there is a step from that version
     */
    public Builder upcast(String name, int from, UnaryOperator<ObjectNode> step) {
      if (steps.putIfAbsent(new Chains.Step(name, from), step) != null) {
        throw new IllegalArgumentException(
            "upcaster must be the only one, got: another of '%s' from version %d"
                .formatted(name, from));
      }
      return this;
    }

    /**
     * Lets events of an old name be read as if they had been stored under today's, with the version
     * that they have. Versions are counted on across the change of the name.
     *
     * @throws IllegalArgumentException if the old name has another new one
     */
    public Builder renamed(String old, String name) {
      String known = renamed.putIfAbsent(old, name);
      if (known != null && !known.equals(name)) {
        throw new IllegalArgumentException(
            "old name must have one new name, got: '%s' for '%s' and '%s'"
                .formatted(old, known, name));
      }
      return this;
    }

    /**
     * Uses another mapper than the {@linkplain #standardMapper standard} one. What it lets stored
     * bytes do is up to it, and so is the order in which it writes sets.
     */
    public Builder mapper(JsonMapper other) {
      this.mapper = other;
      return this;
    }

    /**
     * Makes the codec.
     *
     * @throws IllegalStateException if a version has no upcaster to the next one, if an upcaster or
     *     an old name belongs to nothing, or if Jackson cannot make a class; the message has all of
     *     it
     */
    public EventCodec build() {
      Payloads payloads = new Payloads(mapper == null ? StandardMapper.make() : mapper);
      List<String> faults = new ArrayList<>(Chains.faults(byName, steps.keySet(), renamed));
      byName.values().forEach(schema -> payloads.fault(schema).ifPresent(faults::add));
      if (!faults.isEmpty()) {
        Collections.sort(faults);
        throw new IllegalStateException(String.join("; ", faults));
      }
      Map<String, Schema> names = new HashMap<>(byName);
      renamed.forEach((old, name) -> names.put(old, Objects.requireNonNull(byName.get(name))));
      return new EventCodec(byClass, names, Chains.ordered(steps), payloads);
    }
  }
}
