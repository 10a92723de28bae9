package dev.stele.trial;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies nodes and changes, each node once, so that the copies refer to copies. */
final class VolumeCopy {

  private final Map<SimNode, SimNode> copies = new HashMap<>();

  Change of(Change change, long operation) {
    return switch (change) {
      case Change.Names names ->
          new Change.Names(operation, names.edits().stream().map(this::of).toList());
      case Change.Write write ->
          new Change.Write(
              operation,
              (SimNode.File) of(write.file()),
              write.position(),
              write.bytes(),
              write.forgotten());
      case Change.Resize resize ->
          new Change.Resize(
              operation, (SimNode.File) of(resize.file()), resize.sizeBytes(), resize.forgotten());
    };
  }

  private Change.Edit of(Change.Edit edit) {
    return new Change.Edit(
        (SimNode.Directory) of(edit.directory()),
        edit.name(),
        ofNullable(edit.before()),
        ofNullable(edit.node()));
  }

  private @Nullable SimNode ofNullable(@Nullable SimNode node) {
    return node == null ? null : of(node);
  }

  SimNode of(SimNode node) {
    SimNode known = copies.get(node);
    if (known != null) {
      return known;
    }
    switch (node) {
      case SimNode.File file -> {
        SimNode copy = new SimNode.File(file.createdAs, file.visible.fork(), file.durable.fork());
        copies.put(file, copy);
        return copy;
      }
      case SimNode.Directory directory -> {
        SimNode.Directory copy = new SimNode.Directory();
        copies.put(directory, copy); // Before its entries: a lost rename can make a circle.
        directory.visible.forEach((name, child) -> copy.visible.put(name, of(child)));
        directory.durable.forEach((name, child) -> copy.durable.put(name, of(child)));
        return copy;
      }
    }
  }
}
