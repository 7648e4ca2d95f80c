package dev.ember.app.inside.lab;

import dev.ember.app.testing.RunnableBundle;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One model of random weights under every id, and memory as a test wants it. */
public final class FakeModels implements BundleSource {
  private final Path file;
  private volatile boolean missing;
  private volatile long freeBytes = Long.MAX_VALUE;
  private int asked; // inside thread

  /**
   * @param folder that is empty
   */
  public FakeModels(Path folder) throws IOException {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    file = folder.resolve("fake.ember");
    Files.write(file, RunnableBundle.bytes(scratch));
  }

  @Override
  public Path bundleOf(String modelId) throws IOException {
    asked++;
    if (missing) {
      throw new FileNotFoundException(modelId);
    }
    return file;
  }

  /** From now on the file is not there, or is again. */
  public void missing(boolean now) {
    missing = now;
  }

  /** How much the phone has from now on. */
  public void freeBytes(long bytes) {
    freeBytes = bytes;
  }

  /** To be given to a {@link Lab}. */
  public long freeBytes() {
    return freeBytes;
  }

  int timesAsked() {
    return asked;
  }
}
