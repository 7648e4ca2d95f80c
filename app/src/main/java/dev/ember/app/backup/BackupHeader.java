package dev.ember.app.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How a backup begins, and the key that follows from it. Its bytes are authenticated with the first
 * chunk.
 */
final class BackupHeader {
  static final int PLAIN = 1;
  static final int SEALED = 2;

  private static final byte[] MAGIC = "EMBERBAK".getBytes(US_ASCII);
  private static final int VERSION = 1;
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;

  /** OWASP's choice for Argon2id where memory is short: 19 MiB, 2 passes, 1 lane. */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int PASSES = 2;
  private static final int LANES = 1;

  /** A file may ask for more, but not for all of the phone. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private static final int MOST_PASSES = 16;
  private static final int MOST_LANES = 8;

  private final int kind;
  private final byte[] salt;
  private final int memoryKib;
  private final int passes;
  private final int lanes;

  private BackupHeader(int kind, byte[] salt, int memoryKib, int passes, int lanes) {
    this.kind = kind;
    this.salt = salt;
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
  }

  /** A new header with salt of its own. */
  static BackupHeader create(boolean sealed) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new BackupHeader(sealed ? SEALED : PLAIN, salt, MEMORY_KIB, PASSES, LANES);
  }

  boolean sealed() {
    return kind == SEALED;
  }

  void write(DataOutputStream out) throws IOException {
    out.write(MAGIC);
    out.writeByte(VERSION);
    out.writeByte(kind);
    out.write(salt);
    out.writeInt(memoryKib);
    out.writeByte(passes);
    out.writeByte(lanes);
  }

  /**
   * @throws BackupException if it is no backup, or one of a later version
   */
  static BackupHeader read(DataInputStream in) throws IOException {
    try {
      byte[] magic = new byte[MAGIC.length];
      in.readFully(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new BackupException(BackupException.Reason.NO_BACKUP, "another magic");
      }
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new BackupException(BackupException.Reason.TOO_NEW, "version " + version);
      }
      int kind = in.readUnsignedByte();
      byte[] salt = new byte[SALT_BYTES];
      in.readFully(salt);
      BackupHeader header =
          new BackupHeader(kind, salt, in.readInt(), in.readUnsignedByte(), in.readUnsignedByte());
      header.requirePossible();
      return header;
    } catch (EOFException cut) {
      throw new BackupException(BackupException.Reason.NO_BACKUP, "shorter than a header");
    }
  }

  private void requirePossible() throws BackupException {
    boolean possible =
        (kind == PLAIN || kind == SEALED)
            && memoryKib >= 8
            && memoryKib <= MOST_MEMORY_KIB
            && passes >= 1
            && passes <= MOST_PASSES
            && lanes >= 1
            && lanes <= MOST_LANES;
    if (!possible) {
      throw new BackupException(
          BackupException.Reason.DAMAGED,
          "kind " + kind + ", " + memoryKib + " KiB, " + passes + " passes, " + lanes + " lanes");
    }
  }

  /**
   * The key of 256 bits.
   *
   * @param passphrase empty for a plain file, whose key everybody can make
   */
  byte[] key(char[] passphrase) {
    byte[] key = new byte[KEY_BYTES];
    if (!sealed()) {
      return key;
    }
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .build());
    argon2.generateBytes(passphrase, key);
    return key;
  }

  /** What is authenticated beside the chunks. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
