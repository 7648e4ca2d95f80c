package dev.ember.app.journey;

import androidx.test.platform.app.InstrumentationRegistry;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/** Makes the screen that of a tablet until the test is over. */
final class WindowSize extends ExternalResource {
  /** The class that Robolectric has for it, and no phone. */
  private static final String ROBOLECTRIC = "org.robolectric.RuntimeEnvironment";

  private boolean changed;

  @Override
  protected void after() {
    if (changed && setter() == null) {
      tell("wm size reset");
      tell("wm density reset");
    }
  }

  /** Windows that are made from now on are those of a tablet on its side. */
  void tablet() {
    changed = true;
    Method setter = setter();
    if (setter == null) {
      tell("wm density 160");
      tell("wm size 1280x800");
      return;
    }
    try {
      setter.invoke(null, "w1280dp-h800dp-land-mdpi");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("expected Robolectric to take another screen", e);
    }
  }

  /** Null on a phone, which has a shell. */
  private static @Nullable Method setter() {
    try {
      return Class.forName(ROBOLECTRIC).getMethod("setQualifiers", String.class);
    } catch (ReflectiveOperationException phone) {
      return null;
    }
  }

  private static void tell(String command) {
    try (FileInputStream said =
        new FileInputStream(
            InstrumentationRegistry.getInstrumentation()
                .getUiAutomation()
                .executeShellCommand(command)
                .getFileDescriptor())) {
      while (said.read() >= 0) {
        // until it is done
      }
    } catch (IOException e) {
      throw new AssertionError("expected the shell to answer", e);
    }
  }
}
