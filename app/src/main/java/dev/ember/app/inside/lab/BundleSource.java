package dev.ember.app.inside.lab;

import java.io.IOException;
import java.nio.file.Path;

/** Where the bundles of models lie. An interface because the real one unpacks an APK. */
@FunctionalInterface
public interface BundleSource {

  /**
   * The file of a model; the default one's if that is gone. Inside thread.
   *
   * @throws IOException if it cannot be copied or read
   */
  Path bundleOf(String modelId) throws IOException;
}
