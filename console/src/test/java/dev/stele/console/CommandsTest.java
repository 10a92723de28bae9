package dev.stele.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on a store, as a shell meets them. */
class CommandsTest {

  @TempDir private Path folder = Path.of("");

  private String store = "";

  @BeforeEach
  void fill() {
    store = folder.resolve("store").toString();
    append("order:1", "Placed", "--tag", "vip", "--correlation", "c1", "--data", "{\"n\":1}");
    append("order:2", "Placed", "--tag", "vip", "--tag", "eu");
    append("order:1", "Paid", "--correlation", "c1");
    append("order:1:line:1", "Added");
    Cli.done("append", "--store", store, "--stream", "other/order:1", "--type", "Placed");
  }

  private void append(String entity, String type, String... more) {
    String[] words = {
      "append", "--store", store, "--scope", "shop", "--entity", entity, "--type", type
    };
    Cli.done(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
  }

  private String read(String... filters) {
    String[] words = {"read", "--store", store, "--json"};
    List<String> lines =
        Cli.done(Stream.concat(Stream.of(words), Stream.of(filters)).toArray(String[]::new))
            .objects();
    return String.join(
        " ",
        lines.stream()
            .map(line ->
                line.replaceAll(".*\"entity\":\"([^\"]*)\".*\"type\":\"([^\"]*)\".*", "$1/$2"))
            .toList());
  }

  @Test
  void eachFilterLeavesWhatItSays() {
    String all = "order:1/Placed order:2/Placed order:1/Paid order:1:line:1/Added order:1/Placed";
    assertThat(read()).isEqualTo(all);
    assertThat(read("--scope", "shop", "--entity", "order:1"))
        .isEqualTo("order:1/Placed order:1/Paid");
    assertThat(read("--scope", "shop", "--below", "order:1"))
        .isEqualTo("order:1/Placed order:1/Paid order:1:line:1/Added");
    assertThat(read("--scope", "other")).isEqualTo("order:1/Placed");
    assertThat(read("--type", "Paid", "--type", "Added"))
        .isEqualTo("order:1/Paid order:1:line:1/Added");
    assertThat(read("--tag", "vip")).isEqualTo("order:1/Placed order:2/Placed");
    assertThat(read("--scope", "shop", "--tag", "vip", "--tag", "eu")).isEqualTo("order:2/Placed");
    assertThat(read("--correlation", "c1")).isEqualTo("order:1/Placed order:1/Paid");
    assertThat(read("--backward", "--limit", "2")).isEqualTo("order:1/Placed order:1:line:1/Added");
    assertThat(read("--since", "2020-01-01")).isEqualTo(all);
    assertThat(read("--before", "2020-01-01T00:00:00Z")).isEmpty();
    assertThat(read("--since", "2099-01-01T00:00:00+01:00")).isEmpty();
    assertThat(read("--from", "2", "--until", "6")).isEqualTo("order:2/Placed order:1/Paid");
    assertThat(read("--scope", "shop", "--entity", "order:1", "--from-version", "1"))
        .isEqualTo("order:1/Paid");
    assertThat(read("--scope", "shop", "--entity", "order:1", "--from-version", "0", "--backward"))
        .isEqualTo("order:1/Paid order:1/Placed");
  }

  @Test
  void exportTakesTheSameFilters() throws IOException {
    Path file = folder.resolve("out.jsonl");
    Cli.done("export", "--store", store, "--type", "Paid", "--output", file.toString());
    assertThat(Files.readAllLines(file)).singleElement().asString().contains("\"Paid\"");
    assertThat(
            Cli.done("export", "--store", store, "--scope", "shop", "--limit", "1", "--tag", "eu")
                .lines())
        .singleElement()
        .asString()
        .contains("\"subject\":\"order:2\"");
    Cli cli = Cli.ends(3, "export", "--store", store, "--output", file.toString());
    assertThat(cli.err()).contains("file must be new");
  }

  @Test
  void anExpectationThatDoesNotHoldRefuses() {
    String[] words = {"append", "--store", store, "--stream", "shop/order:1", "--type", "X"};
    for (String expected : List.of("none", "0", "7")) {
      Cli cli = Cli.ends(1, with(words, "--expect", expected));
      assertThat(cli.err()).contains("stream must ", "got: version 1: shop/order:1");
    }
    assertThat(Cli.ends(2, with(words, "--expect", "maybe")).err()).contains("--expect must be");
    Cli.done(with(words, "--expect", "1"));
    Cli.done(with(words, "--expect", "exists"));
    Cli cli = Cli.run(with(words, "--expect", "none", "--json"));
    assertThat(cli.objects()).singleElement().asString().contains("\"stream-conflict\"");
  }

  @Test
  void aKeyIsAppendedOnce() {
    String[] words = {"append", "--store", store, "--stream", "s/e", "--type", "X", "--key", "k"};
    assertThat(Cli.done(words).out()).startsWith("appended ");
    assertThat(Cli.done(words).out()).startsWith("there before ");
    assertThat(Cli.ends(1, with(words, "--data", "1")).err()).contains("key must belong to");
    assertThat(Cli.done("get", "--store", store, "--scope", "s", "k").out()).contains("key ");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void usageMistakesAreNamedAndDoNothing() {
    String before = read();
    String[] words = {"append", "--store", store, "--stream", "s/e", "--type", "X"};
    assertThat(Cli.ends(2, with(words, "--data", "{")).err()).contains("data must be JSON");
    assertThat(Cli.ends(2, with(words, "--cause", "x")).err()).contains("event id must be");
    assertThat(Cli.ends(2, "append", "--store", store, "--type", "X").err()).contains("--stream");
    assertThat(Cli.ends(2, "read", "--store", store, "--entity", "x").err()).contains("--scope");
    assertThat(Cli.ends(2, "read", "--store", store, "--since", "now").err()).contains("time must");
    assertThat(Cli.ends(2, "read", "--stor", store).err()).contains("stele help read");
    assertThat(Cli.ends(2, "get", "--store", store, "nobody").err()).contains("event id must be");
    assertThat(read()).isEqualTo(before);
  }

  @Test
  void aStoreThatIsNotThereIsAFailure() {
    String none = folder.resolve("none").toString();
    for (String command : List.of("read", "stat", "verify", "tail", "export")) {
      assertThat(Cli.ends(3, command, "--store", none).err()).startsWith("stele: " + command);
    }
    assertThat(Cli.ends(3, "get", "--store", none, "1").err()).contains("none");
    assertThat(Path.of(none)).doesNotExist();
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Cli.ends(1, "get", "--store", store, "999").err()).contains("must be in the store");
    assertThat(Cli.ends(1, "get", "--store", store, "0").err()).contains("must be in the store");
    Cli.ends(1, "causes", "--store", store, "01a1fdc4-869f-7a29-b9d0-f2b58b6a6096");
  }

  @Test
  void tailEndsByCountAndByTime() {
    assertThat(
            Cli.done("tail", "--store", store, "--from", "0", "--limit", "3", "--json").objects())
        .hasSize(3);
    assertThat(Cli.done("tail", "--store", store, "--for", "30ms").out()).isEmpty();
    assertThat(
            Cli.done("tail", "--store", store, "--from", "0", "--type", "Paid", "--for", "PT0.05S")
                .lines())
        .hasSize(1);
  }

  @Test
  void statAndVerifySayWhatThereIs() {
    assertThat(Cli.done("stat", "--store", store).out()).contains("head ", "lineage ", "files ");
    assertThat(Cli.done("stat", "--store", store, "--json").objects()).hasSize(1);
    assertThat(Cli.done("verify", "--store", store).out())
        .contains("whole; ", "5 events of 4 streams; closed in order");
  }

  @Test
  void damageIsFoundAndSalvaged() throws IOException {
    Path segment;
    try (Stream<Path> files = Files.list(Path.of(store, "segments"))) {
      segment = files.filter(file -> file.toString().endsWith(".seg")).findFirst().orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      byte[] all = new byte[8192];
      file.readFully(all);
      int at = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("Placed");
      file.seek(at);
      file.write('X');
    }
    Cli found = Cli.run("verify", "--store", store);
    assertThat(found.exitCode()).isEqualTo(ExitCode.DAMAGED);
    assertThat(found.out() + found.err()).contains(".seg");
    String saved = folder.resolve("saved").toString();
    Cli cli = Cli.run("salvage", store, saved);
    assertThat(cli.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(cli.out()).contains("lost  1 entry at 1");
    assertThat(Cli.done("read", "--store", saved).lines()).hasSize(4);
    Cli.ends(3, "salvage", store, saved);
  }

  @Test
  void aProofConvincesWithoutTheStore() throws IOException {
    String key = folder.resolve("a.key").toString();
    String publicKey = key + ".pub";
    Cli.done("keygen", "--store", store, "--name", "example.com/shop", key);
    Cli.ends(3, "keygen", "--store", store, "--name", "example.com/shop", key);
    String note = folder.resolve("a.note").toString();
    Cli.done("checkpoint", "--store", store, "--key", key, "--output", note);
    assertThat(Cli.done("verify-proof", "--public-key", publicKey, note).out())
        .startsWith("proven  checkpoint")
        .contains("example.com/shop/");
    append("order:9", "Late");
    String proof = folder.resolve("a.proof").toString();
    Cli.done("prove", "--store", store, "--key", key, "1", "--output", proof);
    assertThat(Cli.done("verify-proof", "--public-key", publicKey, proof).out())
        .contains("entry 1", "Placed", "{\"n\":1}");
    assertThat(Cli.done("verify-proof", "-p", publicKey, proof, "--json").objects()).hasSize(1);
    String growth = folder.resolve("growth").toString();
    Cli.done("prove", "--store", store, "--key", key, "--since", note, "--output", growth);
    assertThat(Cli.done("verify-proof", "--public-key", publicKey, growth).out())
        .contains("only grown since size ");

    Path wrong = folder.resolve("wrong");
    Files.writeString(wrong, Files.readString(Path.of(proof)).replace("index 1", "index 2"));
    assertThat(Cli.ends(1, "verify-proof", "--public-key", publicKey, wrong.toString()).err())
        .contains("refused: ");
    Files.writeString(wrong, "nothing");
    Cli.ends(1, "verify-proof", "--public-key", publicKey, wrong.toString());
    Cli.ends(2, "prove", "--store", store, "--key", key);
    String withheld = Cli.done("prove", "--store", store, "-k", key, "1", "--withhold").out();
    Files.writeString(wrong, withheld);
    assertThat(Cli.done("verify-proof", "-p", publicKey, wrong.toString()).out())
        .contains("withheld")
        .doesNotContain("{\"n\":1}");
  }

  @Test
  void theHelpOfEachCommandIsAPageThatNamesItsOptions() {
    CommandLine all = Main.commandLine();
    for (CommandLine command : all.getSubcommands().values()) {
      if (command.getCommandSpec().usageMessage().hidden()) {
        continue;
      }
      String name = command.getCommandName();
      String page = Cli.done("help", name).out();
      assertThat(page.lines()).as(name).allMatch(line -> line.length() <= 80);
      if (!name.equals("help")) {
        assertThat(page).startsWith("NAME\n  stele " + name + " - ").contains("EXIT STATUS");
        command
            .getCommandSpec()
            .options()
            .forEach(option -> assertThat(page).contains(option.longestName()));
      }
    }
  }

  @Test
  void aFailureIsTracedOnlyOnRequest() {
    Cli cli = Cli.run("read", "--store", folder.resolve("none").toString(), "--stacktrace");
    assertThat(cli.err()).contains("\tat dev.stele.");
  }
}
