package dev.ember.phonelibs;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.testing.GoldenLogits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;

/** The model that ships, as the APK holds it. */
public final class BuiltInModelTest {

  @Test
  public void golden_thisRuntime_keepsThem() throws IOException {
    try (Bundle bundle = Bundle.open(file());
        Backend backend = RuntimeUnderTest.current().open(bundle)) {
      GoldenLogits.assertHold(bundle.golden(), backend);
    }
  }

  /** As it lies in the APK. */
  static Path file() {
    return Path.of(System.getProperty("ember.built-in", "none"));
  }
}
