package dev.ember.app.jobs;

import dev.ember.app.library.Refusal;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/** Asks whether there is room before anything is written, and not after the last that fitted. */
final class FreeRoom {
  /** What the phone needs for itself while a model comes in. */
  static final long SPARE_BYTES = 64L << 20;

  private final ToLongFunction<Path> freeBytes;

  /**
   * @param freeBytes of the disk that a folder lies on
   */
  FreeRoom(ToLongFunction<Path> freeBytes) {
    this.freeBytes = freeBytes;
  }

  /** Of this phone. */
  static FreeRoom ofThePhone() {
    return new FreeRoom(folder -> folder.toFile().getUsableSpace());
  }

  /**
   * Before so many bytes come to lie beside {@code file}.
   *
   * @param begun whether some of the model is here, and stays
   * @throws Refusal if there are fewer free
   */
  void require(Path file, long neededBytes, boolean begun) throws Refusal {
    Path folder = file.toAbsolutePath().getParent();
    long free = freeBytes.applyAsLong(folder == null ? file : folder);
    if (neededBytes + SPARE_BYTES > free) {
      throw new Refusal(
          begun ? Refusal.Reason.NO_SPACE_FOR_REST : Refusal.Reason.NO_SPACE,
          neededBytes + SPARE_BYTES,
          free,
          "no room for the file");
    }
  }
}
