package dev.ember.assembly.apk;

import dev.ember.assembly.archive.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The bundles among an app's assets: the model that ships, and the stages of its training. */
public final class BundleAssets {

  private static final String BUNDLE = ".ember";
  private static final Path MODEL = Path.of("model.ember");
  private static final Path STAGES = Path.of("stages");

  private BundleAssets() {}

  /**
   * Checks that the app gets one model: the file {@code model.ember} in one of the folders, and
   * besides it no bundle but those in their folders {@code stages}.
   *
   * @param roots of assets
   * @throws IllegalStateException when there is none, or another bundle
   */
  public static void requireOneModel(List<Path> roots) throws IOException {
    Path model = null;
    for (Path root : roots) {
      for (Path file : FileTree.files(root)) {
        Path name = root.relativize(file);
        if (!file.toString().endsWith(BUNDLE) || STAGES.equals(name.getParent())) {
          continue;
        }
        if (!name.equals(MODEL) || model != null) {
          throw new IllegalStateException(
              file
                  + ": expected no bundle among the assets but one "
                  + MODEL
                  + " and "
                  + STAGES
                  + "/*"
                  + BUNDLE);
        }
        model = file;
      }
    }
    if (model == null) {
      throw new IllegalStateException(roots + ": expected a " + MODEL + " but found none");
    }
  }
}
