package dev.stele.proving;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Builds a variant of a production class and runs one existing test against it.
 *
 * <p>The changed source is compiled against the built rooms, and the test is loaded together with
 * it by a class loader that has its own copy of every room: the test that runs is the one of the
 * suite, and everything but the one class is what was built.
 */
final class MutantRunner {

  private final Path repository;
  private final Path scratch;

  MutantRunner(Path repository, Path scratch) {
    this.repository = repository;
    this.scratch = scratch;
  }

  /** Runs the test of a mutant against the unchanged class. */
  TestExecutionSummary runUnchanged(Mutant mutant) {
    return runTest(mutant, List.of());
  }

  /** Runs the test of a mutant against the changed class. */
  TestExecutionSummary run(Mutant mutant) throws IOException {
    Path source = source(mutant);
    String original = Files.readString(source);
    int at = original.indexOf(mutant.find());
    if (at < 0 || original.indexOf(mutant.find(), at + 1) >= 0) {
      throw new IllegalArgumentException(
          "text to change must stand exactly once in " + source + ", got: '" + mutant.find() + "'");
    }
    Path folder = Files.createTempDirectory(scratch, "mutant");
    Path changed = folder.resolve(mutant.type() + ".java");
    Files.writeString(changed, original.replace(mutant.find(), mutant.replacement()));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(mutant, changed, classes);
    return runTest(mutant, List.of(classes));
  }

  private Path source(Mutant mutant) {
    return repository.resolve(
        mutant.room()
            + "/src/main/java/dev/stele/"
            + mutant.room()
            + "/"
            + mutant.type()
            + ".java");
  }

  private void compile(Mutant mutant, Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    String classPath =
        Stream.concat(roomClasses().map(Path::toString), classPath())
            .reduce((one, other) -> one + System.getProperty("path.separator") + other)
            .orElseThrow();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", classPath, "-proc:none", "-nowarn", "-parameters");
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IllegalArgumentException("mutant must compile: " + mutant + "\n" + messages);
      }
    }
  }

  private TestExecutionSummary runTest(Mutant mutant, List<Path> changed) {
    List<Path> folders = new ArrayList<>(changed);
    roomClasses().forEach(folders::add);
    folders.add(repository.resolve(mutant.testRoom() + "/target/test-classes"));
    URL[] urls = folders.stream().map(MutantRunner::url).toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (RoomLoader loader = new RoomLoader(urls, MutantRunner.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> test = Class.forName(mutant.testClass(), false, loader);
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectMethod(test, method(test, mutant)))
              .build();
      LauncherFactory.create().execute(request, listener);
      return listener.getSummary();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("test of the mutant must exist: " + mutant, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A test may have parameters, and may be inherited from a contract. */
  private static Method method(Class<?> test, Mutant mutant) {
    for (Class<?> type = test; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(mutant.testMethod())) {
          return method;
        }
      }
    }
    return Arrays.stream(test.getMethods()) // Contracts that are interfaces have theirs there.
        .filter(method -> method.getName().equals(mutant.testMethod()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("test of the mutant must exist: " + mutant));
  }

  private Stream<Path> roomClasses() {
    try (Stream<Path> rooms = Files.list(repository)) {
      return rooms
          .map(room -> room.resolve("target/classes"))
          .filter(Files::isDirectory)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> classPath() {
    return Stream.of(
        System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads our own classes itself, and leaves all others to the parent. */
  private static final class RoomLoader extends URLClassLoader {

    RoomLoader(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.stele.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }

    @Override
    public URL getResource(String name) {
      URL own = findResource(name);
      return own != null ? own : super.getResource(name);
    }
  }
}
