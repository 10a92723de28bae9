package dev.stele.process;

import java.util.Optional;

/** Takes payloads as a whole. */
final class OpaqueDocuments implements Documents {

  static final OpaqueDocuments SHARED = new OpaqueDocuments();

  private OpaqueDocuments() {}

  @Override
  public boolean canLook() {
    return false;
  }

  @Override
  public Optional<Payload> at(Payload whole, String pointer) {
    throw new IllegalArgumentException(
        "documents are needed to look for '" + pointer + "', and there are none");
  }

  @Override
  public Kind kind(Payload value) {
    throw new IllegalArgumentException("documents are needed to look at a value");
  }

  @Override
  public String text(Payload value) {
    return value.text();
  }

  @Override
  public boolean isTrue(Payload value) {
    return value.size() > 0;
  }
}
