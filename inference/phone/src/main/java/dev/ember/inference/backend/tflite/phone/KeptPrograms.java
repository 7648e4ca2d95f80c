package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * What the GPU's runtime keeps for the next start: programs as they were compiled, and weights as
 * they were uploaded, which is most of it. A file for each token that it was told; its name begins
 * with that, and ends in numbers of the runtime's own.
 */
final class KeptPrograms {
  /** Of a fingerprint's 64: enough for the models of one phone. */
  private static final int NAME_DIGITS = 16;

  private KeptPrograms() {}

  /** Programs that were kept for another model, signature or precision are not these. */
  static String token(Bundle bundle, Manifest.Signature shape, Processor.Precision precision) {
    return token(bundle) + shape.name() + "_" + precision.name();
  }

  private static String token(Bundle bundle) {
    return bundle.fingerprint().substring(0, NAME_DIGITS) + "_";
  }

  /**
   * Deletes those of a bundle but these; what cannot be deleted stays, and is tried another time.
   *
   * @param tokens as {@link #token(Bundle, Manifest.Signature, Processor.Precision)}
   */
  static void keepOnly(Path folder, Bundle bundle, Collection<String> tokens) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, token(bundle) + "*")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (tokens.stream().noneMatch(token -> name.startsWith(token + "_"))) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException stays) {
      return;
    }
  }
}
