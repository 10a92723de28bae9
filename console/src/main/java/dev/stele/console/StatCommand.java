package dev.stele.console;

import dev.stele.journal.TreeHead;
import dev.stele.store.Event;
import dev.stele.store.Events;
import dev.stele.store.Region;
import dev.stele.store.StoreFollower;
import dev.stele.store.StoreStatistics;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stele stat}: prints what a store holds. */
@Command(
    name = "stat",
    header = "Print what a store holds.",
    description = {
      "  Prints head, lineage, the root of the Merkle tree, first and last event, the",
      "  index, and the files with their bytes. Reads beside a writer."
    },
    footer = {"  stele stat --store data", "  stele stat --store data --json | jq .head"})
final class StatCommand implements Callable<Integer> {

  @Mixin private Setting setting = new Setting();
  @Mixin private StoreChoice choice = new StoreChoice();

  StatCommand() {}

  /** Counts files, of which a writer may remove some meanwhile. */
  private static final class Tally extends SimpleFileVisitor<Path> {
    private long count;
    private long bytes;

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      count++;
      bytes += attributes.size();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public Integer call() throws IOException {
    try (StoreFollower store = choice.follow()) {
      TreeHead tree = store.treeHead();
      Optional<Event> first = first(store, false);
      Optional<Event> last = first(store, true);
      StoreStatistics statistics = store.statistics();
      Tally files = new Tally();
      Path _ = Files.walkFileTree(choice.directory(), files);
      setting.print(
          out -> {
            Table table = new Table();
            table.row("directory", choice.directory());
            table.row("lineage", store.lineage());
            table.row("head", store.head());
            table.row(
                "tree",
                tree.root() + " of " + Times.count(tree.size(), "leaf").replace("leafs", "leaves"));
            first.ifPresent(event -> table.row("first event", event.time() + "  " + event));
            last.ifPresent(event -> table.row("last event", event.time() + "  " + event));
            table.row(
                "index",
                Times.count(statistics.indexRuns(), "run")
                    + ", "
                    + Times.bytes(statistics.indexDiskBytes())
                    + ", "
                    + Times.count(statistics.indexGaps(), "gap"));
            table.row("files", Times.count(files.count) + ", " + Times.bytes(files.bytes));
            table.print(out, setting.terminal());
          },
          json -> {
            Setting.put(json, "directory", choice.directory());
            Setting.put(json, "lineage", store.lineage());
            json.writeNumberField("head", store.head().value());
            json.writeNumberField("treeSize", tree.size());
            Setting.put(json, "root", tree.root());
            if (first.isPresent() && last.isPresent()) {
              Setting.put(json, "firstTime", first.get().time());
              Setting.put(json, "lastTime", last.get().time());
            }
            json.writeNumberField("indexRuns", statistics.indexRuns());
            json.writeNumberField("indexDiskBytes", statistics.indexDiskBytes());
            json.writeNumberField("indexGaps", statistics.indexGaps());
            json.writeNumberField("files", files.count);
            json.writeNumberField("bytes", files.bytes);
          });
      return ExitCode.DONE;
    }
  }

  private static Optional<Event> first(StoreFollower store, boolean isLast) {
    try (Events events = isLast ? store.readBackward(Region.all()) : store.read(Region.all())) {
      return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
    }
  }
}
