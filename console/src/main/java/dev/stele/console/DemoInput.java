package dev.stele.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Real events for the demonstration, as lines of CloudEvents: the history of the git repository
 * that the command runs in, each commit caused by its parents; or else a sample that is shipped.
 *
 * @param what it is, for people
 * @param lines the events, the oldest first
 */
record DemoInput(String what, List<String> lines) {

  static final String SOURCE = "git";

  private static final String SAMPLE = "sample.jsonl";
  private static final String COMMITS_MAX = "5000";

  /** A history that was hardly fetched has nothing to show. */
  private static final int COMMITS_MIN = 20;

  private static final int FIELDS = 5;

  /** Asks git; takes the sample where there is no git, no repository, or hardly a commit. */
  static DemoInput find() throws IOException {
    return history().orElse(sample());
  }

  static DemoInput sample() throws IOException {
    try (InputStream in =
            Objects.requireNonNull(DemoInput.class.getResourceAsStream(SAMPLE), SAMPLE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new DemoInput("a sample: the orders of a small shop", reader.lines().toList());
    }
  }

  private static Optional<DemoInput> history() throws IOException {
    Process git;
    try {
      git =
          new ProcessBuilder(
                  "git",
                  "log",
                  "--topo-order",
                  "--reverse",
                  "-n",
                  COMMITS_MAX,
                  "--format=%H%x1f%P%x1f%aI%x1f%an%x1f%s")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      return Optional.empty(); // There is no git.
    }
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = git.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split("\u001f", -1);
        if (fields.length == FIELDS) {
          lines.add(commit(fields[0], fields[1], fields[2], fields[3], fields[4]));
        }
      }
    }
    return lines.size() < COMMITS_MIN
        ? Optional.empty()
        : Optional.of(new DemoInput("the history of the git repository here", lines));
  }

  private static String commit(
      String hash, String parents, String time, String author, String title) {
    Map<String, String> attributes = new TreeMap<>();
    attributes.put(CloudEvent.SPECVERSION, CloudEvent.VERSION);
    attributes.put(CloudEvent.ID, hash);
    attributes.put(CloudEvent.SOURCE, SOURCE);
    attributes.put(CloudEvent.TYPE, parents.contains(" ") ? "Merge" : "Commit");
    attributes.put(CloudEvent.TIME, time);
    if (!author.isBlank()) {
      attributes.put(CloudEvent.SUBJECT, "author:" + CloudEventText.printable(author));
    }
    if (!parents.isEmpty()) {
      attributes.put(CloudEvent.CAUSATION, parents.replace(' ', ','));
    }
    return JsonText.object(json -> {
      for (Map.Entry<String, String> each : attributes.entrySet()) {
        json.writeStringField(each.getKey(), each.getValue());
      }
      json.writeObjectFieldStart("data");
      json.writeStringField("title", CloudEventText.printable(title));
      json.writeEndObject();
    });
  }
}
