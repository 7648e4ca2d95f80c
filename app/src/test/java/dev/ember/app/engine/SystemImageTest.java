package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import android.os.Build;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowSystemProperties;

/** What a verdict on a driver holds for. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class SystemImageTest {
  @Test
  public void name_vendorUpdatedAlone_isAnother() {
    ShadowSystemProperties.override("ro.vendor.build.fingerprint", "maker/phone:1");
    String before = SystemImage.name();
    assertThat(before).startsWith(Build.FINGERPRINT).contains("vendor maker/phone:1");
    ShadowSystemProperties.override("ro.vendor.build.fingerprint", "maker/phone:2");
    assertThat(SystemImage.name()).isNotEqualTo(before).contains("vendor maker/phone:2");
  }

  @Test
  public void name_otherPartitionUpdated_isTheSame() {
    String before = SystemImage.name();
    ShadowSystemProperties.override("ro.product.build.fingerprint", "maker/apps:2");
    assertThat(SystemImage.name()).isEqualTo(before);
  }

  @Test
  @Config(sdk = 26)
  public void name_phoneThatDoesNotTell_isItsFingerprint() {
    assertThat(SystemImage.name()).isEqualTo(Build.FINGERPRINT);
  }
}
