package dev.ember.app.journey;

import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.EmberApp;
import dev.ember.app.library.BundleVerifier;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.testing.Awaited;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a bundle in beside the model of the tests, as a user does. */
final class TakenIn {
  private TakenIn() {}

  /** Whoever looks inside without a chat looks into this one from now on. */
  static void asDefault(Path bundle) throws IOException {
    String id = beside(bundle);
    EmberApp app = ApplicationProvider.getApplicationContext();
    app.scope().shelf().library().setDefault(id);
    AppProcess.settle();
  }

  /** Changes nothing for who has chosen another model; gives its id. */
  static String beside(Path bundle) throws IOException {
    AppProcess.settle();
    EmberApp app = ApplicationProvider.getApplicationContext();
    ModelLibrary library = app.scope().shelf().library();
    Path copy = Files.createDirectories(library.incoming()).resolve("taken.ember");
    Files.copy(bundle, copy);
    ModelCard card =
        BundleVerifier.verify(
            copy, new ModelCard.Arrival("taken.ember", "", 1), (check, share) -> {});
    Awaited.on(app.scope().executors().work(), () -> add(copy, card, library));
    AppProcess.settle();
    return card.id();
  }

  private static boolean add(Path copy, ModelCard card, ModelLibrary library) {
    try {
      library.add(copy, card);
      return true;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
