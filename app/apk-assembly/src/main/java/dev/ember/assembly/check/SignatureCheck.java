package dev.ember.assembly.check;

import com.android.apksig.ApkVerifier;
import com.android.apksig.apk.ApkFormatException;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** Google's own verifier accepts the signatures, and the schemes 2 and 3 are both there. */
final class SignatureCheck implements ApkCheck {

  private final int minSdk;

  SignatureCheck(int minSdk) {
    this.minSdk = minSdk;
  }

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    ApkVerifier.Result result;
    try {
      result =
          new ApkVerifier.Builder(apk.path().toFile())
              .setMinCheckedPlatformVersion(minSdk)
              .build()
              .verify();
    } catch (ApkFormatException | NoSuchAlgorithmException e) {
      return List.of("the signature cannot be verified: " + e);
    }
    List<String> faults = new ArrayList<>();
    result.getAllErrors().forEach(error -> faults.add("signature: " + error));
    if (!result.isVerifiedUsingV2Scheme()) {
      faults.add("expected a signature by scheme 2 but there is none");
    }
    if (!result.isVerifiedUsingV3Scheme()) {
      faults.add("expected a signature by scheme 3 but there is none");
    }
    return faults;
  }
}
