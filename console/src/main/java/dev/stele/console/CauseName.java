package dev.stele.console;

import dev.stele.store.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * A cause as {@code causationid} names it: the id of a CloudEvent of the same source, or {@code
 * SOURCE#ID} for one of another. A comma, a number sign, a blank or a percent sign within is
 * written as {@code %2C}, {@code %23}, {@code %20} or {@code %25}.
 *
 * @param source that of the cause
 * @param id that of the cause
 */
record CauseName(String source, String id) {

  /** Returns what names an event, for events of a source. */
  static String of(Event cause, String source) {
    CauseName name = new CauseName(cause.coordinate().scope(), CloudEventMapping.id(cause));
    return name.source.equals(source) ? escaped(name.id) : name.inAnySource();
  }

  /** Returns what names it for events of whatever source. */
  String inAnySource() {
    return escaped(source) + "#" + escaped(id);
  }

  /** Returns the events that a name may mean, the likeliest first. */
  static List<CauseName> candidates(String name, String source) {
    List<CauseName> all = new ArrayList<>();
    all.add(new CauseName(source, name));
    if (name.indexOf('%') >= 0) {
      all.add(new CauseName(source, unescaped(name)));
    }
    int sign = name.lastIndexOf('#');
    if (sign > 0 && sign < name.length() - 1) {
      String other = name.substring(0, sign);
      String id = name.substring(sign + 1);
      all.add(new CauseName(other, id));
      if (name.indexOf('%') >= 0) {
        all.add(new CauseName(unescaped(other), unescaped(id)));
      }
    }
    return all;
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace(",", "%2C").replace("#", "%23").replace(" ", "%20");
  }

  private static String unescaped(String text) {
    return text.replace("%20", " ").replace("%23", "#").replace("%2C", ",").replace("%25", "%");
  }
}
