package dev.stele.explore;

/**
 * A place in a source.
 *
 * @param type the binary name of the class
 * @param line 0 if the class file does not say
 */
record Site(String type, String method, int line) {

  /** Where no source stands behind an operation: the beginning of a task, for example. */
  static final Site NONE = new Site("", "", 0);

  /** The file and the line alone: where something was made that is named after it. */
  String place() {
    return file() + (line > 0 ? ":" + line : "");
  }

  private String file() {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int nested = simple.indexOf('$');
    return (nested > 0 ? simple.substring(0, nested) : simple) + ".java";
  }

  /** The method as its author knows it: of a lambda, the one that it stands in. */
  private String written() {
    String prefix = "lambda$";
    int end = method.indexOf('$', prefix.length());
    return method.startsWith(prefix) && end > 0 ? method.substring(prefix.length(), end) : method;
  }

  @Override
  public String toString() {
    if (type.isEmpty()) {
      return "-";
    }
    return type.substring(type.lastIndexOf('.') + 1) + "." + written() + "(" + place() + ")";
  }
}
