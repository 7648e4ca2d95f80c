package dev.ember.app.journey;

import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.EmberApp;
import dev.ember.app.library.ModelCard;
import dev.ember.app.library.ModelLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The model that the app under test brings along: on a phone what ships, on Robolectric a smaller
 * one.
 */
final class BuiltIn {
  private static final String ASSET = "model.ember";
  private static final int BUFFER_BYTES = 1 << 16;

  private BuiltIn() {}

  /** Its name for people, as its card says it. */
  static String name() {
    AppProcess.settle();
    EmberApp app = ApplicationProvider.getApplicationContext();
    ModelCard card = app.scope().shelf().library().card(ModelLibrary.BUILT_IN);
    return Objects.requireNonNull(card, "card of the built-in model").name();
  }

  /** Its bundle, whole. */
  static byte[] bytes() throws IOException {
    try (InputStream in = ApplicationProvider.getApplicationContext().getAssets().open(ASSET)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      return out.toByteArray();
    }
  }
}
