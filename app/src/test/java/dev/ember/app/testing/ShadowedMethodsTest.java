package dev.ember.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

@RunWith(JUnit4.class)
public final class ShadowedMethodsTest {
  private final ShadowedMethods methods = new ShadowedMethods();

  @Test
  public void ofAClass_areThoseOfItsShadow() {
    assertThat(methods.of("android.view.View")).accepts("setLayerType", "__constructor__");
    assertThat(methods.of("android.view.View")).rejects("measure");
  }

  @Test
  public void ofANestedClass_areThoseOfItsShadow() {
    assertThat(methods.of("android.provider.Settings$Secure"))
        .accepts("getStringForUser")
        .rejects("getLong");
  }

  @Test
  public void ofASubclass_areThoseOfTheShadowsParentToo() {
    assertThat(methods.of("android.widget.TextView")).accepts("onKeyDown", "setLayerType");
  }

  /** {@link RoomyPhone} names its method so, and says which one it is for. */
  @Test
  public void ofTheTestsOwnShadows_areKnownByBothNames() {
    assertThat(methods.of("android.app.ActivityManager"))
        .accepts("getMemoryInfo", "getMemoryInfoU");
  }

  @Test
  public void ofAClassWithoutShadow_areNone() {
    assertThat(methods.of("android.util.Range")).rejects("__constructor__", "contains");
  }

  @Test
  public void ofAClassWhoseShadowIsPicked_areAll() {
    assertThat(methods.of("android.os.SystemClock")).accepts("whatever");
  }
}
