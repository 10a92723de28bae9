package dev.stele.process;

import org.junit.jupiter.api.AfterEach;

/** Everything that a registry promises. After each test all ways to read are compared. */
interface WholeRegistryContract
    extends RegistrationContract,
        EventContract,
        WakeContract,
        SessionContract,
        LeaseContract,
        AttemptContract,
        CompletionContract,
        ListContract,
        FeedContract,
        PruneContract {

  @AfterEach
  default void everyWayToReadSaysTheSame() {
    try (RegistryRoom room = room()) {
      if (!room.isClosed()) {
        room.audit();
      }
    }
  }
}
