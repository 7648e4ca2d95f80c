package dev.ember.app;

import dev.ember.house.ArchitectureContractTest;
import java.nio.file.Path;
import java.util.List;

/** The rules of the house over the app, and over what assembles its APK. */
public final class ArchitectureTest extends ArchitectureContractTest {
  public ArchitectureTest() {
    super(
        List.of("inference", "converter.export", "app.engine"),
        List.of(Path.of(""), Path.of("apk-assembly")));
  }
}
