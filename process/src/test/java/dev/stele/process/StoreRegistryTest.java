package dev.stele.process;

/** The registry in a store. */
class StoreRegistryTest implements WholeRegistryContract {

  private final StoreRoom room = new StoreRoom(new MiniJson());

  @Override
  public RegistryRoom room() {
    return room;
  }

  @Override
  public ProcessReader.Tier tier() {
    return ProcessReader.Tier.DURABLE;
  }
}
