package dev.stele.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Jackson, set up so that what was written is what is read, or an error. */
final class StandardMapper {

  private StandardMapper() {}

  static JsonMapper make() {
    return JsonMapper.builder()
        .annotationIntrospector(new StrictComponents())
        .addModule(new SimpleModule("stele-codec").setSerializerModifier(new OrderedSets()))
        // What is ambiguous, or would be bent until it fits, is refused.
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        // What a newer program added may be passed over: it has not raised the version.
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        // Decimals keep each digit, also where no class says what they are.
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        // An enum's text is for people and may change; its name is the program's.
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        // Times are ISO texts that keep their offset and zone.
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
        .disable(DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .build();
  }

  /**
   * Lets a component that is not there be an error, unless it is an optional one. Jackson would
   * make it null or zero, and a forgotten upcaster would be seen by nobody.
   */
  private static final class StrictComponents extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONAL =
        Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      Boolean said = super.hasRequiredMarker(config, member);
      if (said != null || member.hasAnnotation(JsonProperty.class)) {
        return said;
      }
      boolean isComponent =
          member instanceof AnnotatedParameter && member.getDeclaringClass().isRecord();
      return (isComponent && !OPTIONAL.contains(member.getRawType())) ? Boolean.TRUE : null;
    }
  }
}
