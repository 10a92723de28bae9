package dev.stele.codec;

import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitable;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;

/**
 * Looks whether Jackson would write anything of a class.
 *
 * <p>A class whose accessors are not named as those of beans would become {@code {}} without an
 * error: Jackson takes a class with any annotation for one that is meant so.
 */
final class Visible extends JsonFormatVisitorWrapper.Base {

  private boolean isObject;
  private boolean hasProperty;

  private Visible() {}

  static boolean isAnythingOf(Class<?> type, JsonMapper mapper) {
    Visible visible = new Visible();
    mapper.acceptJsonFormatVisitor(type, visible);
    return !visible.isObject || visible.hasProperty;
  }

  @Override
  public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
    isObject = true;
    return new JsonObjectFormatVisitor.Base(getContext()) {

      @Override
      public void property(BeanProperty property) {
        hasProperty = true;
      }

      @Override
      public void property(String name, JsonFormatVisitable value, JavaType hint) {
        hasProperty = true;
      }

      @Override
      public void optionalProperty(BeanProperty property) {
        hasProperty = true;
      }

      @Override
      public void optionalProperty(String name, JsonFormatVisitable value, JavaType hint) {
        hasProperty = true;
      }
    };
  }
}
