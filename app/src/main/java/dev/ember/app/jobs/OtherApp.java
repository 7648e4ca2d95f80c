package dev.ember.app.jobs;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider of another app for a file. What it throws comes through the binder as it is,
 * and an exception of another app is no reason for this one to end.
 */
public final class OtherApp {
  private static final int CHUNK_BYTES = 8 << 10;

  /** One call to a provider. */
  @FunctionalInterface
  public interface Call<T> {
    @Nullable T make() throws IOException;
  }

  private OtherApp() {}

  /**
   * What the provider gives.
   *
   * @throws IOException if it gives nothing, or whatever it throws
   */
  public static <T> T give(Call<T> call) throws IOException {
    T given;
    try {
      given = call.make();
    } catch (RuntimeException providersFault) {
      throw new IOException(providersFault.toString(), providersFault);
    }
    if (given == null) {
      throw new FileNotFoundException("the provider gave nothing");
    }
    return given;
  }

  /**
   * The beginning of a file, or all of it if it is no longer.
   *
   * @param most bytes that are read
   * @throws IOException if the provider does not give it
   */
  public static byte[] firstBytes(InputStream in, int most) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    while (bytes.size() < most) {
      int read = in.read(chunk, 0, Math.min(chunk.length, most - bytes.size()));
      if (read < 0) {
        break;
      }
      bytes.write(chunk, 0, read);
    }
    return bytes.toByteArray();
  }
}
