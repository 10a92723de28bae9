package dev.stele.explore;

/**
 * Defines woven classes, those of a model and those that it calls, in one unnamed module. A class
 * is the parent's only if it is not to be woven: see {@link Originals}.
 */
final class WovenLoader extends ClassLoader {

  /** By which its classes are known in stack traces. */
  static final String NAME = "woven";

  private final Originals originals;
  private final Weaver weaver;
  private final StaticState statics = new StaticState();

  WovenLoader(Originals originals, Weaver weaver) {
    super(NAME, originals.parent());
    this.originals = originals;
    this.weaver = weaver;
  }

  /** The state of the classes that this defined. */
  StaticState statics() {
    return statics;
  }

  Weaver weaver() {
    return weaver;
  }

  /** Returns the loader that defined a woven class, or a hidden class of one. */
  static WovenLoader of(Class<?> type) {
    if (type.getClassLoader() instanceof WovenLoader loader) {
      return loader;
    }
    throw new IllegalArgumentException("class must be woven, got: " + type.getName());
  }

  @Override
  protected Class<?> loadClass(String name, boolean isResolving) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      String internalName = name.replace('.', '/');
      return switch (originals.origin(internalName)) {
        case JDK, ABSENT -> super.loadClass(name, isResolving);
        case OURS -> Class.forName(name, false, WovenLoader.class.getClassLoader());
        case FRAMEWORK -> originals.parent().loadClass(name);
        case WOVEN -> {
          byte[] woven = weaver.weave(internalName);
          yield defineClass(name, woven, 0, woven.length);
        }
      };
    }
  }
}
