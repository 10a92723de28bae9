package dev.stele.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says under which name and version the values of a class are stored. The class may be renamed and
 * moved at will; the name stands in the log for ever.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

  /**
   * Returns the name, which becomes the event's type: 1 to 512 bytes of UTF-8, not beginning with
   * {@value dev.stele.store.NewEvent#RESERVED_TYPES}.
   */
  String value();

  /**
   * Returns the version of the payload's form, 1 or more. To be raised by one when a reader of the
   * old form would misunderstand the new one; then the codec wants an upcaster.
   */
  int version() default 1;
}
