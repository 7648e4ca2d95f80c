package dev.ember.app.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** The model that ships, which the other tests need not compute with. */
public final class ShippedModel {
  private static final Path FILE = Path.of(System.getProperty("ember.built-in"));

  private ShippedModel() {}

  /**
   * As the app opens it.
   *
   * @param folder for its copy alone
   */
  public static BuiltInModel copiedTo(Path folder) {
    return new BuiltInModel(
        new InstalledAsset(() -> Files.newInputStream(FILE), folder, "built-in", 1));
  }
}
