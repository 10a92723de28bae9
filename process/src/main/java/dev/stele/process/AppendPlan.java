package dev.stele.process;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides what an append becomes: a pure function of the process and what is to be appended. */
final class AppendPlan {

  /** What is kept beside a payload has at most 64 KiB, with all else that is. */
  private static final int WAKE_BYTES_MAX = 32_000;

  private static final int VALUE_BYTES_MAX = 32_000;

  private final Documents documents;

  AppendPlan(Documents documents) {
    this.documents = documents;
  }

  /** Returns the first type of a registration that needs documents, if there are none. */
  Optional<Refusal> check(Registration registration) {
    if (documents.canLook()) {
      return Optional.empty();
    }
    return registration.eventTypes().stream()
        .filter(AppendPlan::looks)
        .findFirst()
        .map(type -> new Refusal.NeedsDocuments(registration.id(), type.name()));
  }

  private static boolean looks(EventType type) {
    return !type.rule().required().isEmpty()
        || switch (type.semantics()) {
          case Semantics.Plain _ -> false;
          case Semantics.Terminal terminal -> looks(terminal.output());
          case Semantics.Wake wake ->
              looks(wake.when()) || looks(Optional.of(wake.input())) || looks(wake.key());
        };
  }

  private static boolean looks(Optional<Selector> selector) {
    return selector
        .filter(it -> !(it instanceof Selector.Whole) && !(it instanceof Selector.Constant))
        .isPresent();
  }

  /**
   * Plans an event of a process that runs.
   *
   * @param sequence that it will have
   */
  Answer<Planned> plan(Head head, ProcessAppend append, long sequence) {
    String type = append.type();
    if (type.equals(EventType.CANCEL_REQUESTED)) {
      return append.replayKey().isEmpty()
          ? Answer.refused(new Refusal.NeedsKey(head.id(), type))
          : Answer.done(planned(head, append, Map.of(), Set.of()));
    }
    EventType declared =
        Shared.types(head.types()).stream()
            .filter(it -> it.name().equals(type))
            .findFirst()
            .orElse(null);
    if (declared == null) {
      return Answer.refused(new Refusal.NotDeclared(head.id(), type));
    }
    boolean isTerminal = declared.semantics() instanceof Semantics.Terminal;
    if (isTerminal && append.replayKey().isEmpty()) {
      return Answer.refused(new Refusal.NeedsKey(head.id(), type));
    }
    try {
      requireRule(declared.rule(), append.payload());
      return Answer.done(
          switch (declared.semantics()) {
            case Semantics.Plain _ -> planned(head, append, Map.of(), Set.of());
            case Semantics.Terminal terminal ->
                planned(head, append, ending(terminal, append), Set.of(Types.TAG_ENDED));
            case Semantics.Wake wake -> waking(head, append, wake, sequence);
          });
    } catch (IllegalArgumentException e) {
      return Answer.refused(
          new Refusal.BadPayload(head.id(), type, String.valueOf(e.getMessage())));
    }
  }

  private static Planned planned(
      Head head, ProcessAppend append, Map<String, String> more, Set<String> tags) {
    Map<String, String> fields = new TreeMap<>(more);
    Set<String> all = new HashSet<>(tags);
    append
        .replayKey()
        .ifPresent(key -> {
          fields.put("key", key);
          all.add(Types.tagOfKey(head.id(), key));
        });
    append.causedBy().ifPresent(cause -> fields.put("caused-by", cause));
    Fact fact = new Fact(Streams.main(head.id()), append.type(), fields, append.payload(), all);
    return new Planned(fact, Optional.empty(), Optional.empty());
  }

  private void requireRule(PayloadRule rule, Payload payload) {
    if (payload.size() > rule.bytesMax()) {
      throw new IllegalArgumentException(
          "payload must have <= " + rule.bytesMax() + " bytes, got: " + payload.size());
    }
    rule.contentType()
        .filter(type -> !type.equals(payload.contentType()))
        .ifPresent(type -> {
          throw new IllegalArgumentException(
              "payload must be " + type + ", got: " + payload.contentType());
        });
    for (Map.Entry<String, Documents.Kind> entry : new TreeMap<>(rule.required()).entrySet()) {
      Payload value = valueAt(payload, entry.getKey());
      Documents.Kind kind = documents.kind(value);
      if (kind != entry.getValue()) {
        throw new IllegalArgumentException(
            "value at '" + entry.getKey() + "' must be " + entry.getValue() + ", got: " + kind);
      }
    }
  }

  private Payload valueAt(Payload payload, String pointer) {
    return documents
        .at(payload, pointer)
        .orElseThrow(
            () -> new IllegalArgumentException("payload must have a value at '" + pointer + "'"));
  }

  private Map<String, String> ending(Semantics.Terminal terminal, ProcessAppend append) {
    Map<String, String> fields = new HashMap<>();
    fields.put(OutcomeFields.ENDS, terminal.state().name().toLowerCase(java.util.Locale.ROOT));
    Selector output = terminal.output().orElseGet(Selector.Whole::new);
    Payload value = selected(output, append.payload());
    switch (terminal.state()) {
      case COMPLETED -> {
        if (!(output instanceof Selector.Whole)) {
          if (value.size() > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException(
                "selected value must have <= " + VALUE_BYTES_MAX + " bytes, got: " + value.size());
          }
          OutcomeFields.putValue(fields, value);
        }
      }
      case FAILED -> {
        fields.put("class", "declared");
        fields.put("code", append.type());
        fields.put("message", Texts.bounded(documents.text(value)));
      }
      case CANCELLED -> fields.put("message", Texts.bounded(documents.text(value)));
    }
    return fields;
  }

  private Planned waking(Head head, ProcessAppend append, Semantics.Wake wake, long sequence) {
    boolean wakes =
        wake.when().map(when -> documents.isTrue(selected(when, append.payload()))).orElse(true);
    if (!wakes) {
      return planned(head, append, Map.of(), Set.of());
    }
    String input = Texts.whole(documents.text(selected(wake.input(), append.payload())));
    String key =
        wake.key()
            .map(selector -> Texts.whole(documents.text(selected(selector, append.payload()))))
            .orElseGet(() -> head.wakeKey(sequence));
    int bytes = Texts.bytes(input) + Texts.bytes(key);
    if (bytes > WAKE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "wake must have <= " + WAKE_BYTES_MAX + " bytes, got: " + bytes);
    }
    Map<String, String> fields = new HashMap<>();
    fields.put("wake.key", key);
    fields.put("wake.input", input);
    Optional<SessionScope> target = append.wakeTarget().or(head::wakeTarget);
    target.ifPresent(to -> fields.put("wake.target", to.key()));
    Planned planned = planned(head, append, fields, Set.of(Types.TAG_WAKES));
    return new Planned(planned.fact(), Optional.of(new ProcessEvent.Wake(key, input)), target);
  }

  private Payload selected(Selector selector, Payload payload) {
    return switch (selector) {
      case Selector.Whole _ -> payload;
      case Selector.Pointer(String path) -> valueAt(payload, path);
      case Selector.Present(String path) ->
          Payload.json(Boolean.toString(documents.at(payload, path).isPresent()));
      case Selector.Constant(Payload value) -> value;
      case Selector.Template template -> Payload.text(filled(template, payload));
    };
  }

  private String filled(Selector.Template template, Payload payload) {
    StringBuilder text = new StringBuilder();
    String rest = template.text();
    int open = rest.indexOf('{');
    while (open >= 0) {
      int close = rest.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("template must close '{', got: '" + rest + "'");
      }
      String name = rest.substring(open + 1, close);
      String pointer = template.pointers().get(name);
      if (pointer == null) {
        throw new IllegalArgumentException("template must know '" + name + "'");
      }
      text.append(rest, 0, open).append(documents.text(valueAt(payload, pointer)));
      rest = rest.substring(close + 1);
      open = rest.indexOf('{');
    }
    return text.append(rest).toString();
  }
}
