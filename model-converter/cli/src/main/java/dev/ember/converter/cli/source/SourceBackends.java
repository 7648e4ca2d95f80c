package dev.ember.converter.cli.source;

import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.progress.Amount;
import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConversionOptions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts a source's float weights on a backend. */
public final class SourceBackends {
  private static final String SCRATCH = "ember-source";
  private static final int COPIES = 2; // of the weights: as they are converted, and in the bundle

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
    ConversionOptions options =
        ConversionOptions.simple(Quantization.FLOAT32, weights.config().context());
    try (FleetingFolder folder = FleetingFolder.create(SCRATCH)) {
      requireRoom(
          folder.path(),
          COPIES * ConvertedModel.bytes(weights, options),
          Files.getFileStore(folder.path()).getUsableSpace());
      ConvertedModel model = ConvertedModel.convert(weights, options, folder.path(), values -> {});
      Path file = folder.file("source.ember");
      new BundleWriter(withoutText(), model)
          .write(file, new Golden(new Golden.Tolerances(0, 0, 0), List.of()));
      try (Bundle bundle = Bundle.openInstalled(file)) {
        return TfliteBackend.open(bundle, threads); // holds the map, which outlives the file
      }
    }
  }

  /**
   * Makes sure that the graph can be written.
   *
   * @param usable bytes of the folder's disk
   * @throws IOException if it has less room
   */
  static void requireRoom(Path folder, long needed, long usable) throws IOException {
    if (usable < needed) {
      throw new IOException(
          folder.getParent()
              + ": expected room for the float32 graph of a model that is no bundle, "
              + Amount.bytes(needed)
              + ", but found "
              + Amount.bytes(usable)
              + "; --backend reference needs none, and so does a bundle (ember import)");
    }
  }

  /** Nobody asks this bundle for anything but its graph. */
  private static BundleText withoutText() {
    ChatDefaults none =
        new ChatDefaults("{}", "", "", "", List.of(), List.of(0), SamplingOptions.GREEDY);
    return new BundleText("source", "source", none, "", Map.of());
  }
}
