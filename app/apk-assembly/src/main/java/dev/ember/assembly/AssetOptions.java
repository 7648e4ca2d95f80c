package dev.ember.assembly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says what becomes an asset. */
final class AssetOptions {

  @Option(
      names = "--assets",
      description = "Folder whose files become assets: of an APK, or for Robolectric.")
  private List<Path> folders = List.of();

  /**
   * Returns the folders.
   *
   * @throws IllegalArgumentException when one of them is not there
   */
  List<Path> folders() {
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException("expected a folder of assets at " + folder);
      }
    }
    return folders;
  }
}
