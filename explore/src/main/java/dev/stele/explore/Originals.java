package dev.stele.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class files from which woven classes are made, found as resources of a loader, and what they
 * say about each other. Nothing is loaded to answer, except classes of the JDK.
 */
final class Originals implements ClassHierarchyResolver {

  /** Where a class comes from, and so what is done with it. */
  enum Origin {
    JDK,
    /** This room's own classes. */
    OURS,
    /** Of a framework for tests. */
    FRAMEWORK,
    WOVEN,
    /** There is no such class. */
    ABSENT
  }

  private static final List<String> FRAMEWORKS =
      List.of(
          "org/junit/",
          "org/opentest4j/",
          "org/apiguardian/",
          "org/assertj/",
          "org/hamcrest/",
          "org/jspecify/");

  private static final String OWN_PACKAGE = Linkage.class.getPackageName().replace('.', '/') + "/";
  private static final String OWN_ROOT = ownRoot();

  private final ClassLoader parent;
  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, ClassModel> models = new HashMap<>();

  Originals(ClassLoader parent) {
    this.parent = parent;
  }

  private static String ownRoot() {
    String path = Linkage.class.getName().replace('.', '/') + ".class";
    String url = String.valueOf(Objects.requireNonNull(Linkage.class.getResource("Linkage.class")));
    return url.substring(0, url.length() - path.length());
  }

  ClassLoader parent() {
    return parent;
  }

  Origin origin(String internalName) {
    Origin known = origins.get(internalName);
    if (known == null) {
      known = findOrigin(internalName);
      origins.put(internalName, known);
    }
    return known;
  }

  private Origin findOrigin(String internalName) {
    if (internalName.startsWith("java/")) {
      return Origin.JDK;
    }
    if (FRAMEWORKS.stream().anyMatch(internalName::startsWith)) {
      return Origin.FRAMEWORK;
    }
    URL url = parent.getResource(internalName + ".class");
    if (url == null) {
      return isOfJdk(internalName) ? Origin.JDK : Origin.ABSENT;
    }
    if (url.getProtocol().equals("jrt") && isOfJdk(internalName)) {
      return Origin.JDK;
    }
    return internalName.startsWith(OWN_PACKAGE) && url.toString().startsWith(OWN_ROOT)
        ? Origin.OURS
        : Origin.WOVEN;
  }

  private static boolean isOfJdk(String internalName) {
    try {
      Class.forName(internalName.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  /** Returns the bytes of a class file as it was built. */
  byte[] file(String internalName) {
    return files.computeIfAbsent(
        internalName,
        name -> {
          try (InputStream in = parent.getResourceAsStream(name + ".class")) {
            return Objects.requireNonNull(in, name).readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException("class file could not be read: " + name, e);
          }
        });
  }

  /** Returns what a class file says, of a class that is woven. */
  ClassModel model(String internalName) {
    ClassModel known = models.get(internalName);
    if (known == null) {
      known = ClassFile.of().parse(file(internalName));
      models.put(internalName, known);
    }
    return known;
  }

  /** Returns a class of the JDK. */
  static Class<?> jdkClass(String internalName) {
    try {
      return Class.forName(
          internalName.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(internalName + " must be of the JDK", e);
    }
  }

  /** A field as declared. */
  record Field(String owner, String name, boolean isFinal, boolean isVolatile, boolean isStatic) {}

  /** Finds a field of a woven class as the JVM does; empty if no woven class declares it. */
  Optional<Field> field(String owner, String name, String type) {
    if (origin(owner) != Origin.WOVEN) {
      return Optional.empty();
    }
    ClassModel model = model(owner);
    for (FieldModel field : model.fields()) {
      if (field.fieldName().equalsString(name) && field.fieldType().equalsString(type)) {
        return Optional.of(
            new Field(
                owner,
                name,
                field.flags().has(AccessFlag.FINAL),
                field.flags().has(AccessFlag.VOLATILE),
                field.flags().has(AccessFlag.STATIC)));
      }
    }
    for (ClassEntry above : above(model)) {
      Optional<Field> found = field(above.asInternalName(), name, type);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Superinterfaces, and then the superclass: the order in which fields are looked for. */
  private static List<ClassEntry> above(ClassModel model) {
    List<ClassEntry> above = new ArrayList<>(model.interfaces());
    model.superclass().ifPresent(above::add);
    return above;
  }

  /**
   * Returns what declares a method, as seen from a class: that class or what is above it. A class
   * goes before interfaces. Empty if none that is known does.
   */
  Optional<String> declaring(String owner, String name, String type) {
    List<String> interfaces = new ArrayList<>();
    @Nullable String at = owner;
    while (at != null) {
      if (origin(at) != Origin.WOVEN) {
        if (!at.equals("java/lang/Object") || interfaces.isEmpty() || isOfObject(name, type)) {
          return Optional.of(at);
        }
        break;
      }
      ClassModel model = model(at);
      if (declares(model, name, type)) {
        return Optional.of(at);
      }
      model.interfaces().forEach(one -> interfaces.add(one.asInternalName()));
      at = model.superclass().map(ClassEntry::asInternalName).orElse(null);
    }
    for (int i = 0; i < interfaces.size(); i++) {
      String one = interfaces.get(i);
      if (origin(one) != Origin.WOVEN) {
        if (jdkDeclares(one, name, type)) {
          return Optional.of(one);
        }
      } else if (declares(model(one), name, type)) {
        return Optional.of(one);
      } else {
        model(one).interfaces().forEach(above -> interfaces.add(above.asInternalName()));
      }
    }
    return Optional.empty();
  }

  private static boolean isOfObject(String name, String type) {
    return jdkDeclares("java/lang/Object", name, type);
  }

  private static boolean jdkDeclares(String internalName, String name, String type) {
    return isOfJdk(internalName) && JdkMethod.find(jdkClass(internalName), name, type).isPresent();
  }

  private static boolean declares(ClassModel model, String name, String type) {
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(name) && method.methodType().equalsString(type)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable ClassHierarchyInfo getClassInfo(ClassDesc type) {
    String descriptor = type.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1);
    if (origin(name) == Origin.WOVEN) {
      ClassModel model = model(name);
      return model.flags().has(AccessFlag.INTERFACE)
          ? ClassHierarchyInfo.ofInterface()
          : ClassHierarchyInfo.ofClass(model.superclass().map(ClassEntry::asSymbol).orElse(null));
    }
    try {
      Class<?> found = Class.forName(name.replace('/', '.'), false, parent);
      if (found.isInterface()) {
        return ClassHierarchyInfo.ofInterface();
      }
      Class<?> above = found.getSuperclass();
      return ClassHierarchyInfo.ofClass(
          above == null ? null : ClassDesc.ofDescriptor(above.descriptorString()));
    } catch (ClassNotFoundException _) {
      return ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object); // Optional, and not there.
    }
  }
}
