package dev.stele.explore;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Modifier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Weaves class files, each once, and remembers what it wove. What a class does stays the same; but
 * before each instruction that another task can notice, or that could make a task wait, stands a
 * call site that {@link Linkage} links, and some calls are replaced.
 */
final class Weaver {

  /** Before this, there was no {@code invokedynamic}. */
  private static final int MAJOR_VERSION_MIN = 51;

  private final Originals originals;
  private final Map<String, byte[]> woven = new HashMap<>();
  private final SortedMap<String, String> hashes = new TreeMap<>();
  private final Set<String> replaced = new TreeSet<>();

  Weaver(Originals originals) {
    this.originals = originals;
  }

  /** The woven classes by name, with the SHA-256 of the class files they were made from. */
  SortedMap<String, String> hashes() {
    return hashes;
  }

  /** The classes of the JDK of which a method was replaced by a model. */
  Set<String> replaced() {
    return replaced;
  }

  void replaced(Class<?> type) {
    replaced.add(type.getName());
  }

  /** Returns a woven class file. */
  byte[] weave(String internalName) {
    byte[] known = woven.get(internalName);
    if (known == null) {
      hashes.put(internalName.replace('/', '.'), hash(originals.file(internalName)));
      known = weave(originals.model(internalName));
      woven.put(internalName, known);
    }
    return known;
  }

  private static String hash(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 must be in every JDK", e);
    }
  }

  private byte[] weave(ClassModel model) {
    String name = model.thisClass().asInternalName();
    if (model.majorVersion() < MAJOR_VERSION_MIN) {
      throw refused(
          "class "
              + name.replace('/', '.')
              + " cannot be woven: its class file version must be >= "
              + MAJOR_VERSION_MIN
              + ", got: "
              + model.majorVersion());
    }
    try {
      return ClassFile.of(ClassHierarchyResolverOption.of(originals))
          .transformClass(model, new ClassWeaving(model));
    } catch (IllegalArgumentException e) {
      throw refused("class " + name.replace('/', '.') + " cannot be woven: " + e.getMessage());
    }
  }

  private static Error refused(String what) {
    return Execution.current().fail(Finding.of(ExploreError.Kind.UNSUPPORTED, what));
  }

  /** The weaving of one class. */
  private final class ClassWeaving implements ClassTransform {

    private final ClassModel model;
    private final LambdaWeaver lambdas;

    ClassWeaving(ClassModel model) {
      this.model = model;
      this.lambdas = new LambdaWeaver(originals, model);
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      if (!(element instanceof MethodModel method)) {
        builder.with(element);
        return;
      }
      if (method.methodName().equalsString("$deserializeLambda$")) {
        return; // It would link all of the class's serializable lambdas; nobody asks it for one.
      }
      if (method.flags().has(AccessFlag.NATIVE)) {
        builder.with(method);
        return;
      }
      int flags = method.flags().flagsMask();
      builder.withMethod(
          method.methodName(),
          method.methodType(),
          flags & ~Modifier.SYNCHRONIZED,
          woven ->
              method.forEach(part -> {
                if (part instanceof CodeModel code) {
                  woven.transformCode(
                      code, new CodeWeaver(originals, model, method, code, lambdas));
                } else if (!(part instanceof java.lang.classfile.AccessFlags)) {
                  woven.with(part);
                }
              }));
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      lambdas.addBridges(builder);
    }
  }
}
