package dev.ember.assembly.apk;

import com.android.apksig.ApkSigner;
import com.android.apksig.KeyConfig;
import com.android.apksig.apk.ApkFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SignatureException;
import java.util.List;

/**
 * Aligns and signs by the schemes 2 and 3 (scheme 1 is for phones older than ours).
 *
 * <p>Stored native libraries begin at a multiple of 16 KiB, the largest page of an Android phone;
 * all else that is stored at a multiple of 4.
 */
public final class SigningStep {

  /** Phones with 16 KiB pages exist since Android 15; the alignment serves 4 KiB pages too. */
  public static final int PAGE_BYTES = 16 * 1024;

  private final DebugKey key;
  private final int minSdk;

  public SigningStep(DebugKey key, int minSdk) {
    this.key = key;
    this.minSdk = minSdk;
  }

  /** Reads the unsigned archive and writes the signed one. */
  public void run(Path unsigned, Path signed) throws IOException {
    ApkSigner.SignerConfig signer =
        new ApkSigner.SignerConfig.Builder(
                key.alias(), new KeyConfig.Jca(key.privateKey()), List.of(key.certificate()))
            .build();
    ApkSigner apkSigner =
        new ApkSigner.Builder(List.of(signer))
            .setInputApk(unsigned.toFile())
            .setOutputApk(signed.toFile())
            .setMinSdkVersion(minSdk)
            .setV1SigningEnabled(false)
            .setV2SigningEnabled(true)
            .setV3SigningEnabled(true)
            .setV4SigningEnabled(false)
            .setAlignmentPreserved(false)
            .setLibraryPageAlignmentBytes(PAGE_BYTES)
            .setCreatedBy("Ember")
            .build();
    try {
      apkSigner.sign();
    } catch (ApkFormatException
        | InvalidKeyException
        | NoSuchAlgorithmException
        | SignatureException e) {
      throw new IllegalStateException("cannot sign " + unsigned, e);
    }
  }
}
