package dev.stele.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stele.trial.SimEntropy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {

  /** RFC 8032, 7.1: TEST 1, TEST 2, TEST 3, TEST SHA(abc). */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,"
        + "'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        + "1cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,"
        + "72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
        + "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,"
        + "af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
        + "984dc6594a7c15e9716ed28dc027beceea1ec40a",
    "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42,"
        + "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23"
        + "a3feebbd454d4423643ce80e2a9ac94fa54ca49f,"
        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6"
        + "6431e0303dca179c138ac17ad9bef1177331a704"
  })
  void thePublishedKeysSignAsPublished(
      String seed, String publicKey, String message, String signature) {
    HexFormat hex = HexFormat.of();
    NoteSigner signer = NoteSigner.of("rfc8032", hex.parseHex(seed));
    assertThat(Edwards25519.publicKey(hex.parseHex(seed))).isEqualTo(hex.parseHex(publicKey));
    byte[] made = signer.sign(hex.parseHex(message));
    assertThat(hex.formatHex(made)).isEqualTo(signature);
    assertThat(signer.verifier().verifies(hex.parseHex(message), made)).isTrue();
    made[63] ^= (byte) 0x80;
    assertThat(signer.verifier().verifies(hex.parseHex(message), made)).isFalse();
  }

  /** RFC 8032, 7.1, TEST 1: nothing but the arithmetic. */
  @Test
  void thePublicKeyOfASeedIsThePublishedOne() {
    HexFormat hex = HexFormat.of();
    byte[] seed = hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    assertThat(hex.formatHex(Edwards25519.publicKey(seed)))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  @Test
  void theHashInAnIdIsOverNameAlgorithmAndKey() throws NoSuchAlgorithmException {
    NoteSigner signer = NoteSigner.generate("example.com/log", SimEntropy.of(5));
    String[] parts = signer.verifier().toString().split("\\+", 3);
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("example.com/log\n".getBytes(StandardCharsets.UTF_8));
    byte[] hash = sha256.digest(Base64.getDecoder().decode(parts[2]));
    assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(hash, 0, 4));
  }

  @Test
  void aPublishedSecretHasThePublishedKey() {
    NoteSigner peter = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    assertThat(peter.verifier()).hasToString(PublishedNotes.PETER_KEY);
    assertThat(peter.secret()).isEqualTo(PublishedNotes.PETER_SECRET);
    assertThat(peter.id()).isEqualTo(new KeyId("PeterNeumann", 0xC74F20A3));
    assertThat(NoteVerifier.parse(PublishedNotes.PETER_KEY)).isEqualTo(peter.verifier());
  }

  @Test
  void manySeedsHaveKeysThatComeBackFromTheirTexts() {
    SimEntropy chance = SimEntropy.of(8032);
    for (int i = 0; i < 50; i++) {
      NoteSigner signer = NoteSigner.generate("example.com/" + i, chance);
      NoteSigner again = NoteSigner.parse(signer.secret());
      assertThat(again.verifier()).isEqualTo(signer.verifier());
      assertThat(NoteVerifier.parse(signer.verifier().toString())).isEqualTo(signer.verifier());
      byte[] message = {1, 2, (byte) i};
      assertThat(again.sign(message)).isEqualTo(signer.sign(message));
    }
  }

  @Test
  void anotherNameMakesAnotherKeyOfTheSameSecret() {
    NoteSigner one = NoteSigner.parse(PublishedNotes.PETER_SECRET);
    NoteSigner other = one.named("example.com/other");
    assertThat(other.id()).isNotEqualTo(one.id());
    assertThat(other.verifier()).isNotEqualTo(one.verifier());
    assertThat(other.sign(new byte[3])).isEqualTo(one.sign(new byte[3]));
    assertThat(other.named("PeterNeumann").secret()).isEqualTo(one.secret());
  }

  /** Every part and every changed character; the last two are of the same published test. */
  @Test
  void whatIsNoPublicKeyIsRefused() {
    String key = PublishedNotes.PETER_KEY;
    for (int from = 0; from < key.length(); from++) {
      for (int to = from; to <= key.length(); to++) {
        if (to - from < key.length()) {
          refusesKey(key.substring(from, to));
        }
      }
      char next = (char) (key.charAt(from) + 1);
      refusesKey(key.substring(0, from) + next + key.substring(from + 1));
    }
    refusesKey(key + "\n");
    refusesKey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==");
    refusesKey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  @Test
  void bytesThatAreNoPointAreNoKey() {
    byte[] all = new byte[33];
    all[0] = 1;
    all[1] = 2; // No x fits the y of 2.
    assertThatThrownBy(() -> NoteVerifier.parse("x+00000000+" + Base64Text.of(all)))
        .isInstanceOf(ProofException.Malformed.class)
        .hasMessage("key must be a point of Ed25519: line 1");
  }

  @Test
  void whatIsNoSecretIsRefusedAndNotRepeated() {
    String secret = PublishedNotes.PETER_SECRET;
    for (int at = 0; at < secret.length(); at++) {
      char next = (char) (secret.charAt(at) + 1);
      for (String wrong :
          List.of(
              secret.substring(at + 1),
              secret.substring(0, at),
              secret.substring(0, at) + next + secret.substring(at + 1))) {
        Throwable thrown = catchThrowable(() -> NoteSigner.parse(wrong));
        assertThat(thrown).as(wrong).isInstanceOf(ProofException.Malformed.class);
        assertThat(thrown.getMessage()).doesNotContain("KFALVFGyNhPJEMz");
      }
    }
    assertThatThrownBy(() -> NoteSigner.parse(PublishedNotes.PETER_KEY))
        .isInstanceOf(ProofException.Malformed.class);
    assertThat(NoteSigner.parse(secret)).hasToString("PeterNeumann+c74f20a3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a+b",
        "a\nb",
        "a\tb",
        "a\u0085b",
        "a\u00A0b",
        "a\u2028b",
        "\uD800"
      })
  void aNameThatNoNoteCanCarryIsRefused(String name) {
    assertThatThrownBy(() -> new KeyId(name, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NoteSigner.generate(name, SimEntropy.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignatureOfAnotherLengthIsNone() {
    NoteSigner signer = NoteSigner.generate("x", SimEntropy.of(2));
    byte[] message = "m".getBytes(StandardCharsets.UTF_8);
    assertThat(signer.verifier().verifies(message, new byte[0])).isFalse();
    assertThat(signer.verifier().verifies(message, new byte[63])).isFalse();
    assertThat(signer.verifier().verifies(message, new byte[65])).isFalse();
    byte[] noScalar = signer.sign(message);
    noScalar[63] = (byte) 0xFF;
    assertThat(signer.verifier().verifies(message, noScalar)).isFalse();
  }

  private static void refusesKey(String text) {
    assertThatThrownBy(() -> NoteVerifier.parse(text))
        .as(text)
        .isInstanceOf(ProofException.Malformed.class);
  }
}
