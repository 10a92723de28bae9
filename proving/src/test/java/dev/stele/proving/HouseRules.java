package dev.stele.proving;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The rules of the house style that byte code can be asked about. */
final class HouseRules {

  /** Rooms that are no part of the library, and may do what programs do. */
  private static final Set<String> PROGRAMS = Set.of("console", "examples", "bench");

  private static final DescribedPredicate<JavaClass> LIBRARY =
      DescribedPredicate.describe(
          "are part of the library, apart from the ground",
          type -> !isIn(type, "ground") && PROGRAMS.stream().noneMatch(room -> isIn(type, room)));

  /** {@code trial} also offers a simulated {@code java.nio.file}, for code on plain paths. */
  private static final DescribedPredicate<JavaClass> LIBRARY_BUT_TRIAL =
      LIBRARY.and(DescribedPredicate.describe("but the trial", type -> !isIn(type, "trial")));

  private static final Set<String> BARE =
      Set.of(
          "java.lang.RuntimeException",
          "java.lang.Exception",
          "java.lang.Error",
          "java.lang.Throwable");

  private static final DescribedPredicate<JavaClass> FILES =
      DescribedPredicate.describe(
          "types that touch files (a Path is only a value)",
          type ->
              type.getPackageName().startsWith("java.nio.channels")
                  || (type.getPackageName().startsWith("java.nio.file")
                      && !type.isEquivalentTo(Path.class))
                  || type.getName().startsWith("java.io.File")
                  || type.isEquivalentTo(RandomAccessFile.class));

  static final ArchRule FILES_ONLY_IN_GROUND =
      noClasses().that(LIBRARY_BUT_TRIAL).should().dependOnClassesThat(FILES);

  static final ArchRule TIME_ONLY_IN_GROUND =
      noClasses()
          .that(LIBRARY)
          .should()
          .callMethodWhere(
              calls(System.class, "nanoTime|currentTimeMillis")
                  .or(calls(Instant.class, "now"))
                  .or(calls(Clock.class, "system.*"))
                  .or(calls(Thread.class, "sleep")));

  static final ArchRule CHANCE_ONLY_IN_GROUND =
      noClasses()
          .that(LIBRARY)
          .should()
          .callMethodWhere(calls(UUID.class, "randomUUID").or(calls(Math.class, "random")))
          .orShould()
          .dependOnClassesThat(
              type(Random.class)
                  .or(type(ThreadLocalRandom.class))
                  .or(resideInAPackage("java.util.random.."))
                  .or(type(SecureRandom.class)));

  /** A sealed root calls the constructor of its superclass, which is not throwing one. */
  static final ArchRule NO_BARE_EXCEPTION =
      noClasses()
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "makes a bare exception",
                  call ->
                      BARE.contains(call.getTargetOwner().getName())
                          && !call.getOrigin().getName().equals("<init>")));

  static final ArchRule NO_PRINTING =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are part of the library",
                  type -> PROGRAMS.stream().noneMatch(room -> isIn(type, room))))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  static final ArchRule NO_EMPTY_SUFFIX =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveNameMatching(".*(Utils?|Helper|Manager|Handler|Data|Info|Base|Abstract)");

  private HouseRules() {}

  private static boolean isIn(JavaClass type, String room) {
    return type.getPackageName().equals("dev.stele." + room);
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String names) {
    return target(owner(type(type))).and(target(nameMatching(names)));
  }
}
