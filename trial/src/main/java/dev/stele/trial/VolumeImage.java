package dev.stele.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Builds what a crash leaves of a volume: the durable state, with some of the pending changes. */
final class VolumeImage {

  private final CrashImage image;
  private final List<Change> kept;
  private final Map<SimNode.Directory, Map<String, SimNode>> names = new HashMap<>();
  private final Set<SimNode.Directory> seen = new HashSet<>();
  private final Map<SimNode.File, SimNode.File> files = new HashMap<>();

  private VolumeImage(CrashImage image, List<Change> kept) {
    this.image = image;
    this.kept = kept;
  }

  /**
   * Builds the root directory that a crash leaves.
   *
   * @throws IllegalArgumentException if the image keeps what is not pending, or keeps a change
   *     without one that it needs, or tears what is no write or beyond its end
   */
  static SimNode.Directory of(SimVolume volume, CrashImage image) {
    VolumeImage building = new VolumeImage(image, kept(volume.pending(), image));
    for (Change change : building.kept) {
      if (change instanceof Change.Names(long _, List<Change.Edit> edits)) {
        for (Change.Edit edit : edits) {
          SimVolume.set(building.durableNames(edit.directory()), edit);
        }
      }
    }
    return building.directory(volume.root);
  }

  private static List<Change> kept(List<Change> pending, CrashImage image) {
    List<Change> kept = new ArrayList<>();
    List<Change> lost = new ArrayList<>();
    for (Change change : pending) {
      if (!image.kept().contains(change.operation())) {
        lost.add(change);
        continue;
      }
      for (Change earlier : lost) {
        if (change.needs(earlier)) {
          throw new IllegalArgumentException(
              "keeping operation " + change.operation() + " needs " + earlier.operation());
        }
      }
      kept.add(change);
    }
    for (long operation : image.kept()) {
      Change change =
          kept.stream()
              .filter(candidate -> candidate.operation() == operation)
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "a kept operation must be an unsynced change, got: " + operation));
      Tear tear = image.torn().get(operation);
      if (tear != null
          && !(change instanceof Change.Write write && tear.to() <= write.bytes().length)) {
        throw new IllegalArgumentException(
            "a tear must lie within an unsynced write, got: " + tear + " of " + operation);
      }
    }
    return kept;
  }

  private Map<String, SimNode> durableNames(SimNode.Directory directory) {
    return names.computeIfAbsent(directory, key -> new TreeMap<>(key.durable));
  }

  private SimNode.Directory directory(SimNode.Directory directory) {
    SimNode.Directory copy = new SimNode.Directory();
    seen.add(directory);
    durableNames(directory)
        .forEach((name, child) -> {
          switch (child) {
            // One that shows under two names stays one file.
            case SimNode.File file ->
                copy.visible.put(name, files.computeIfAbsent(file, this::file));
            // One that shows under two names stays under the first, as a check would leave it.
            case SimNode.Directory below when !seen.contains(below) ->
                copy.visible.put(name, directory(below));
            case SimNode.Directory _ -> {}
          }
        });
    copy.durable.putAll(copy.visible);
    return copy;
  }

  private SimNode.File file(SimNode.File file) {
    Pages content = file.durable.fork();
    for (Change change : kept) {
      if (SimVolume.isContentOf(file, change)) {
        SimVolume.apply(change, content, image.torn().get(change.operation()));
      }
    }
    return new SimNode.File(file.createdAs, content, content.fork());
  }
}
