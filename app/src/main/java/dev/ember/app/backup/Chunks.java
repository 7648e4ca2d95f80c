package dev.ember.app.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over a file in chunks, each with the nonce of its number and of whether it is the
 * last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): none can be changed,
 * moved, left out or cut off without a tag that does not fit. A key is made for one file alone, so
 * that no nonce comes twice under it.
 */
final class Chunks {
  static final int CHUNK_BYTES = 1 << 16;
  static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 8 * TAG_BYTES;

  private final SecretKeySpec key;
  private final byte[] header;
  private long number;

  /**
   * @param header is authenticated with every chunk
   */
  Chunks(byte[] key, byte[] header) {
    this.key = new SecretKeySpec(key, "AES");
    this.header = header.clone();
  }

  byte[] seal(byte[] bytes, int count, boolean last) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, last).doFinal(bytes, 0, count);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Android has AES/GCM", impossible);
    }
  }

  /**
   * @throws AEADBadTagException if it is not the next chunk of this file under this key
   */
  byte[] open(byte[] sealed, boolean last) throws AEADBadTagException {
    try {
      return cipher(Cipher.DECRYPT_MODE, last).doFinal(sealed);
    } catch (AEADBadTagException other) {
      throw other;
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("every Android has AES/GCM", impossible);
    }
  }

  private Cipher cipher(int mode, boolean last) throws GeneralSecurityException {
    ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
    nonce.putLong(number);
    nonce.putInt(last ? 1 : 0);
    number++;
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
    cipher.updateAAD(header);
    return cipher;
  }
}
