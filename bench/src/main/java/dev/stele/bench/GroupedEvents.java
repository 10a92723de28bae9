package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A peer behind a {@link HandOver}: all appends that wait become one transaction. */
final class GroupedEvents implements EventPeer {

  private final EventPeer device;
  private final HandOver<List<Batch>> handOver;

  GroupedEvents(EventPeer device) {
    this.device = device;
    handOver =
        new HandOver<>(groups -> {
          List<Batch> batches = new ArrayList<>(groups.size());
          groups.forEach(batches::addAll);
          device.append(batches);
        });
  }

  @Override
  public void append(List<Batch> batches) throws Exception {
    handOver.submit(batches);
  }

  @Override
  public long count() throws Exception {
    return device.count();
  }

  @Override
  public void stream(String entity, Consumer<Found> sink) throws Exception {
    device.stream(entity, sink);
  }

  @Override
  public void replay(Consumer<Found> sink) throws Exception {
    device.replay(sink);
  }

  @Override
  public Optional<Found> find(UUID id) throws Exception {
    return device.find(id);
  }

  @Override
  public void rest() throws Exception {
    device.rest();
  }

  @Override
  public long syncs() {
    return device.syncs();
  }

  @Override
  public void close() throws IOException, SQLException {
    handOver.close();
    device.close();
  }
}
