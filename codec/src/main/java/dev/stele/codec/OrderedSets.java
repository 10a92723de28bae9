package dev.stele.codec;

import java.io.StringWriter;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.CollectionSerializer;
import tools.jackson.databind.type.CollectionType;

/**
 * Writes the elements of a set that has no order of its own in the order of their JSON texts.
 *
 * <p>The order in which a {@code Set.of} is gone through changes with each JVM, and that of a hash
 * set of enums too. The store takes two appends with one key for the same if their bytes are, so a
 * repetition after a restart would be refused. Jackson's own ordering leaves sets alone whose
 * elements cannot be compared, records for example.
 */
final class OrderedSets extends ValueSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("unchecked") // A serializer of a set takes sets.
  public ValueSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription.Supplier description,
      ValueSerializer<?> serializer) {
    if (!Set.class.isAssignableFrom(type.getRawClass())) {
      return serializer;
    }
    // The one of enum sets takes no other sets, and an enum's order may change.
    ValueSerializer<?> inner =
        EnumSet.class.isAssignableFrom(type.getRawClass())
            ? new CollectionSerializer(type.getContentType(), false, null, null)
            : serializer;
    return new Ordering((ValueSerializer<Set<?>>) inner);
  }

  private static final class Ordering extends ValueSerializer<Set<?>> {

    private final ValueSerializer<Set<?>> inner;

    Ordering(ValueSerializer<Set<?>> inner) {
      this.inner = inner;
    }

    @Override
    @SuppressWarnings("unchecked") // What it becomes takes what it took.
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      ValueSerializer<?> contextual = inner.createContextual(context, property);
      boolean hasOrder =
          property != null && SequencedSet.class.isAssignableFrom(property.getType().getRawClass());
      return hasOrder ? contextual : new Ordering((ValueSerializer<Set<?>>) contextual);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator target, SerializationContext context) {
      inner.serialize(ordered(set, context), target, context);
    }

    @Override
    public void serializeWithType(
        Set<?> set, JsonGenerator target, SerializationContext context, TypeSerializer types) {
      inner.serializeWithType(ordered(set, context), target, context, types);
    }

    @Override
    public boolean isEmpty(SerializationContext context, Set<?> set) {
      return set.isEmpty();
    }

    private Set<?> ordered(Set<?> set, SerializationContext context) {
      if (set.size() < 2 || set instanceof SortedSet) {
        return set;
      }
      TreeMap<String, Set<Object>> byText = new TreeMap<>();
      for (Object element : set) {
        byText.computeIfAbsent(text(element, context), _ -> new LinkedHashSet<>()).add(element);
      }
      Set<Object> ordered = new LinkedHashSet<>();
      byText.values().forEach(ordered::addAll);
      return ordered;
    }

    private String text(@Nullable Object element, SerializationContext context) {
      StringWriter text = new StringWriter();
      try (JsonGenerator generator = context.tokenStreamFactory().createGenerator(context, text)) {
        inner.serialize(Collections.singleton(element), generator, context);
      }
      return text.toString();
    }
  }
}
