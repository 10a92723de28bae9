package dev.stele.process;

/** The registry in memory. */
class MemoryRegistryTest implements WholeRegistryContract {

  private final MemoryRoom room = new MemoryRoom(new MiniJson());

  @Override
  public RegistryRoom room() {
    return room;
  }

  @Override
  public ProcessReader.Tier tier() {
    return ProcessReader.Tier.MEMORY;
  }
}
