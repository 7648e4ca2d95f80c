package dev.ember.app.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider of another app for a file. What it throws comes through the binder as it is,
 * and an exception of another app is no reason for this one to end.
 */
public final class OtherApp {

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
}
