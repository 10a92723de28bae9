package dev.stele.ground;

import java.security.SecureRandom;

/** The entropy of this machine, from the JDK's default strong generator. */
final class SystemEntropy implements Entropy {

  static final SystemEntropy SHARED = new SystemEntropy();

  private final SecureRandom random = new SecureRandom();

  private SystemEntropy() {}

  @Override
  public void fill(byte[] target) {
    random.nextBytes(target);
  }
}
