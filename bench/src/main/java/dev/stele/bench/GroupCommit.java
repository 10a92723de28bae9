package dev.stele.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A peer behind a {@link HandOver}. On no device it is the hand-over alone. */
final class GroupCommit implements Peer {

  private final Peer device;
  private final HandOver<List<byte[]>> handOver;

  /** A device that does nothing. */
  record Nowhere() implements Peer {
    @Override
    public void append(List<byte[]> payloads) {}

    @Override
    public long syncs() {
      return 0;
    }

    @Override
    public void close() {}
  }

  GroupCommit(Peer device) {
    this.device = device;
    handOver =
        new HandOver<>(groups -> {
          List<byte[]> payloads = new ArrayList<>(groups.size());
          groups.forEach(payloads::addAll);
          device.append(payloads);
        });
  }

  @Override
  public void append(List<byte[]> payloads) throws Exception {
    handOver.submit(payloads);
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
