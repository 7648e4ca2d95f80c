package dev.ember.converter.cli.source;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.CappedWeights;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts a source's float weights on a backend. */
public final class SourceBackends {
  private static final String SCRATCH = "ember-source";

  private SourceBackends() {}

  /**
   * Opens a backend that gives the source's own logits, by the plain Java reference or by a float32
   * graph in a temporary file.
   *
   * @throws IOException if the weights cannot be read
   */
  public static Backend open(ModelSource source, BackendArguments arguments) throws IOException {
    WeightSource weights = new CappedWeights(source.weights(), arguments.context());
    return switch (arguments.backend()) {
      case REFERENCE -> new ReferenceBackend(LoadedWeights.load(weights));
      case TFLITE -> graph(weights, arguments.threads());
    };
  }

  private static Backend graph(WeightSource weights, int threads) throws IOException {
    Path folder = Files.createTempDirectory(SCRATCH);
    try {
      int context = weights.config().context();
      ConvertedModel model =
          ConvertedModel.convert(weights, Quantization.FLOAT32, context, folder, values -> {});
      Path file = folder.resolve("source.ember");
      new BundleWriter(withoutText(), model)
          .write(file, new Golden(new Golden.Tolerances(0, 0, 0), List.of()));
      try (Bundle bundle = Bundle.openInstalled(file)) {
        return TfliteBackend.open(bundle, threads); // holds the map, which outlives the file
      }
    } finally {
      delete(folder);
    }
  }

  /** Nobody asks this bundle for anything but its graph. */
  private static BundleText withoutText() {
    ChatDefaults none =
        new ChatDefaults("{}", "", "", "", List.of(), List.of(0), SamplingOptions.GREEDY);
    return new BundleText("source", "source", none, "", Map.of());
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
