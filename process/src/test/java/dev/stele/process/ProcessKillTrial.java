package dev.stele.process;

import static dev.stele.process.ProcessChecks.require;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stele.ground.Clock;
import dev.stele.store.Store;
import dev.stele.trial.SimEntropy;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JVMs with a worker, killed with SIGKILL in the middle of their work, again and again over one
 * store; after each a worker of this JVM ends what is left. What a machine loses is for {@link
 * ProcessCrashTrial}; here engines are real threads, and what they did to the world stays done.
 */
class ProcessKillTrial {

  private static final int LINES_MAX = 100;

  @TempDir private Path root;

  private final Set<String> registered = new HashSet<>();
  private final Map<String, String> told = new HashMap<>();
  private int abandoned;
  private int again;

  @Test
  void whatIsKilledIsRunAgainOrAbandoned() throws Exception {
    // How far a child comes before it is killed depends on the machine: on, until enough was seen.
    rounds(
        4,
        20_261_122,
        () -> registered.size() >= 60 && told.size() >= 20 && abandoned + again >= 4);
    assertThat(registered).as(toString()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(told).as(toString()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(abandoned + again).as(toString()).isGreaterThanOrEqualTo(4);
  }

  /** Minutes. */
  @Test
  @Tag("soak")
  void whatIsKilledManyTimesIsRunAgainOrAbandoned() throws Exception {
    rounds(60, 7, () -> true);
    assertThat(abandoned).as(toString()).isGreaterThanOrEqualTo(30);
    assertThat(again).as(toString()).isGreaterThanOrEqualTo(30);
  }

  private void rounds(int count, long seed, BooleanSupplier isEnough) throws Exception {
    SimEntropy chance = SimEntropy.of(seed);
    Path effects = Files.createFile(root.resolve("effects"));
    for (int round = 0; round < count || (round < 5 * count && !isEnough.getAsBoolean()); round++) {
      live(round, effects, 20 + chance.below(LINES_MAX));
      try {
        audit(effects);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", round " + round + ": " + e.getMessage(), e);
      }
    }
    System.out.println(this + ", seed " + seed);
  }

  @Override
  public String toString() {
    return "process-kill: %d registered, %d told of their end, %d abandoned, %d run again"
        .formatted(registered.size(), told.size(), abandoned, again);
  }

  /** Starts a child, and kills it when it has said so much. */
  private void live(int life, Path effects, int lines) throws IOException {
    Path errors = root.resolve("errors-" + life);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", classPath(), KilledJobs.class.getName()));
    command.addAll(List.of(root.resolve("store").toString(), effects.toString(), "" + life));
    Process child = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      int heard = 0;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.endsWith(" .")) {
          heard(line.split(" ", -1));
        }
        heard++;
        if (heard == lines) {
          child.toHandle().destroyForcibly(); // What it said by then is heard.
        }
      }
      require(heard >= lines, "child must live until it is killed:%n%s", Files.readString(errors));
    } finally {
      child.toHandle().destroyForcibly();
      child.onExit().join();
    }
  }

  private void heard(String[] words) {
    if (words[0].equals("registered")) {
      registered.add(words[1]);
    } else {
      told.put(words[1], words[2]);
    }
  }

  private static String classPath() {
    return Stream.concat(
            Stream.of(KilledJobs.class, Worker.class).map(ProcessKillTrial::home),
            Stream.of("jdk.module.path", "java.class.path").map(it -> System.getProperty(it, "")))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The folder or jar that a class was loaded from; a patched module has several. */
  private static String home(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL found = Objects.requireNonNull(type.getResource("/" + name), name);
    try {
      if (found.openConnection() instanceof JarURLConnection jar) {
        return Path.of(jar.getJarFileURL().toURI()).toString();
      }
      String url = found.toString();
      return Path.of(new URI(url.substring(0, url.length() - name.length()))).toString();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError("classes of a child must be in a folder or jar: " + found, e);
    }
  }

  private void audit(Path effects) throws Exception {
    try (Store store = Store.open(root.resolve("store"));
        Processes processes = Processes.open(store, "jobs");
        Worker _ = processes.work(WorkerOptions.standard("auditor"), KilledJobs.engines(effects))) {
      Map<String, String> known = new HashMap<>();
      for (ProcessRecord record : all(processes.registry())) {
        known.put(
            record.id().value(),
            processes.awaitEnd(record.id(), Duration.ofMinutes(1)).orElseThrow().word());
      }
      require(known.keySet().containsAll(registered), "of %s, found %s", registered, known);
      told.forEach((id, word) ->
          require(word.equals(known.get(id)), "%s was %s, found %s", id, word, known.get(id)));
      ended(known, counts(effects));
    }
    try (Store store = Store.open(root.resolve("store"));
        Registry registry = Registry.open(store, "jobs")) {
      ProcessChecks.whole(registry, Clock.system());
    }
  }

  private static List<ProcessRecord> all(Registry registry) {
    List<ProcessRecord> all = new ArrayList<>();
    java.util.Optional<ProcessId> last = java.util.Optional.empty();
    while (true) {
      List<ProcessRecord> page = registry.list(Filter.any(), last, ProcessReader.PAGE_MAX);
      all.addAll(page);
      if (page.isEmpty()) {
        return all;
      }
      last = java.util.Optional.of(page.getLast().id());
    }
  }

  private static Map<String, Integer> counts(Path effects) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (String line : Files.readAllLines(effects)) {
      counts.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum);
    }
    return counts;
  }

  private void ended(Map<String, String> known, Map<String, Integer> counts) {
    abandoned = 0;
    again = 0;
    known.forEach((id, word) -> {
      int count = counts.getOrDefault(id, 0);
      if (KilledJobs.disposition(id) == Disposition.OWNER_BOUND) {
        require(count <= 1, "bound work must run once: %s ran %s times", id, count);
        require(
            word.equals("completed") ? count == 1 : word.equals("abandoned"),
            "bound work that ran %s times is %s: %s",
            count,
            word,
            id);
        abandoned += word.equals("abandoned") ? 1 : 0;
      } else {
        require(word.equals("completed") && count >= 1, "%s ran %s: %s", id, count, word);
        again += count - 1;
      }
    });
  }
}
