package dev.stele.explore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Code that nothing stands for, and what of it has to be named when it is refused. */
@SuppressWarnings("all")
final class Refused {

  /** What is run, and a part of what is said of it. */
  static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("file", "java.io.FileInputStream"),
          Map.entry("files", "java.nio.file.Files.exists"),
          Map.entry("socket", "java.net.Socket"),
          Map.entry("process", "java.lang.ProcessBuilder"),
          Map.entry("dice", "java.util.Random"),
          Map.entry("moreDice", "java.util.concurrent.ThreadLocalRandom"),
          Map.entry("mathDice", "java.lang.Math.random"),
          Map.entry("uuid", "java.util.UUID.randomUUID"),
          Map.entry("shuffle", "java.util.Collections.shuffle"),
          Map.entry("identity", "java.lang.System.identityHashCode"),
          Map.entry("future", "java.util.concurrent.CompletableFuture.thenApply"),
          Map.entry("pool", "java.util.concurrent.ForkJoinPool"),
          Map.entry("phaser", "java.util.concurrent.Phaser"),
          Map.entry("updater", "java.util.concurrent.atomic.AtomicIntegerFieldUpdater"),
          Map.entry("exit", "java.lang.System.exit"),
          Map.entry("property", "java.lang.System.setProperty"),
          Map.entry("parallel", "java.util.Collection.parallelStream"),
          Map.entry("handles", "java.lang.invoke.MethodHandles$Lookup.findVirtual"),
          Map.entry("reflection", "java.lang.reflect.Field"),
          Map.entry("calledByReflection", "java.lang.reflect.Method"),
          Map.entry("reference", "java.lang.ref.WeakReference"),
          Map.entry("nativeMethod", "is native"),
          Map.entry("loader", "java.lang.ClassLoader"),
          Map.entry("reference to a method", "java.util.UUID.randomUUID"));

  private Refused() {}

  int value;
  volatile int updated;

  static native void nothing();

  static void run(String name) throws Throwable {
    switch (name) {
      case "file" -> new java.io.FileInputStream("no such file").read();
      case "files" -> java.nio.file.Files.exists(java.nio.file.Path.of("x"));
      case "socket" -> new java.net.Socket("localhost", 1);
      case "process" -> new ProcessBuilder("true").start();
      case "dice" -> new Random().nextInt();
      case "moreDice" -> ThreadLocalRandom.current().nextInt();
      case "mathDice" -> use(Math.random());
      case "uuid" -> use(UUID.randomUUID());
      case "shuffle" -> Collections.shuffle(new ArrayList<>(List.of(1, 2)));
      case "identity" -> use(System.identityHashCode(name));
      case "future" -> CompletableFuture.supplyAsync(() -> 1).thenApply(one -> one).join();
      case "pool" -> ForkJoinPool.commonPool().submit(() -> 1);
      case "phaser" -> new Phaser(1).arrive();
      case "updater" -> AtomicIntegerFieldUpdater.newUpdater(Refused.class, "updated");
      case "exit" -> System.exit(0);
      case "property" -> System.setProperty("stele.nothing", "x");
      case "parallel" -> List.of(1).parallelStream().count();
      case "handles" ->
          MethodHandles.lookup()
              .findVirtual(List.class, "size", MethodType.methodType(int.class))
              .invoke(List.of());
      case "reflection" -> Refused.class.getDeclaredField("value").setInt(new Refused(), 1);
      case "calledByReflection" -> Refused.class.getDeclaredMethod("nothing").invoke(null);
      case "reference" -> new java.lang.ref.WeakReference<>(name).get();
      case "nativeMethod" -> nothing();
      case "loader" -> ClassLoader.getSystemClassLoader().loadClass("java.lang.String");
      case "reference to a method" -> {
        java.util.function.Supplier<UUID> made = UUID::randomUUID;
        made.get();
      }
      default -> throw new IllegalArgumentException(name);
    }
  }

  private static void use(Object any) {}
}
