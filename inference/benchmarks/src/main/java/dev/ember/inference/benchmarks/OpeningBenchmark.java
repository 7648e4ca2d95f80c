package dev.ember.inference.benchmarks;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Manifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A file that was hashed when it came, its packed weights beside it, to what can be asked. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // set up once before all calls
public class OpeningBenchmark extends SingleStep {
  private static final int TOKEN = 1;

  private Path folder;
  private Path file;

  /** Copies the model to where its packed weights may come to lie beside it, and packs them. */
  @Setup
  public void copy() throws IOException {
    folder = Files.createTempDirectory("ember-benchmark");
    file = folder.resolve("model.ember");
    Files.copy(GivenModel.file(), file);
    firstToken();
  }

  /** Where the copy lies. */
  Path folder() {
    return folder;
  }

  /** Opens and checks the file's structure. */
  @Benchmark
  public Manifest bundle() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(file)) {
      return bundle.manifest();
    }
  }

  /** The logits behind one token, nothing open before. */
  @Benchmark
  public float[] firstToken() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(file);
        Backend backend = TfliteBackend.open(bundle, 1, PackedWeights.ON_DISK);
        KvCache cache = backend.newCache()) {
      float[] logits = new float[backend.config().vocabulary()];
      backend.decode(TOKEN, cache, logits);
      return logits;
    }
  }

  @TearDown
  public void delete() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }
}
