package dev.ember.app.inside.why;

import androidx.annotation.WorkerThread;
import dev.ember.app.library.LibraryModels;
import dev.ember.app.library.ModelLibrary;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The models of this phone by the fingerprints of their bundles, which replays name. */
@WorkerThread
final class ReplayModels {
  private final ModelLibrary library;
  private final LibraryModels files;

  ReplayModels(ModelLibrary library, LibraryModels files) {
    this.library = library;
    this.files = files;
  }

  /** Of one model; null if it is gone or cannot be read. */
  @Nullable String fingerprintOf(String id) {
    if (!library.ids().contains(id)) {
      return null;
    }
    try (Bundle bundle = Bundle.openInstalled(files.bundleOf(id))) {
      return bundle.fingerprint();
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** Which model has a fingerprint; null if none has. */
  @Nullable String withFingerprint(String fingerprint) {
    for (String id : library.ids()) {
      if (fingerprint.equals(fingerprintOf(id))) {
        return id;
      }
    }
    return null;
  }
}
