package dev.ember.converter.export.bundle;

import dev.ember.converter.export.tflite.TfliteLayout;
import dev.ember.converter.export.tflite.TfliteWriter;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The weights of a model in their final form, as files of a scratch folder: {@code model.tflite}
 * and, where the host reads tables that the graph does not hold, {@code embeddings.bin}.
 *
 * @param config dimensions with the context that the graph was built for
 * @param layout where each weight lies
 * @param files the files, which are named as their entries
 */
public record ConvertedModel(
    DecoderConfig config, Quantization quantization, TfliteLayout layout, List<Path> files) {
  public ConvertedModel {
    files = List.copyOf(files);
  }

  /**
   * Converts a model, streaming its weights.
   *
   * @param context C, at most that of the source
   * @param folder where the files go
   * @param valuesRead is told of each block how many values were read; in all {@link #valuesToRead}
   */
  public static ConvertedModel convert(
      WeightSource source,
      Quantization quantization,
      int context,
      Path folder,
      LongConsumer valuesRead)
      throws IOException {
    Path graph = folder.resolve(EntryName.MODEL);
    TfliteLayout layout = new TfliteWriter(source, quantization, context, valuesRead).write(graph);
    List<Path> files = new ArrayList<>(List.of(graph));
    List<Manifest.TensorEntry> tensors = new ArrayList<>(layout.tensors());
    Path tables = folder.resolve(EntryName.EMBEDDINGS);
    List<Manifest.TensorEntry> hostTables =
        new HostTables(source, quantization, context)
            .write(tables, new WeightEncoder(source, valuesRead));
    if (!hostTables.isEmpty()) {
      tensors.addAll(hostTables);
      files.add(tables);
    }
    return new ConvertedModel(
        withContext(source.config(), context),
        quantization,
        new TfliteLayout(layout.signatures(), tensors),
        files);
  }

  /** How many values {@link #convert} reads in all, for a progress bar. */
  public static long valuesToRead(DecoderConfig config, Quantization quantization) {
    long values = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      values += tensor.size() * (tensor.isVector() ? 1 : TfliteWriter.readsPerValue(quantization));
    }
    return values;
  }

  /** Bytes of all files. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static DecoderConfig withContext(DecoderConfig config, int context) {
    if (context < 1 || context > config.context()) {
      throw new IllegalArgumentException(
          "expected a context from 1 to " + config.context() + " but found " + context);
    }
    return config.withContext(context);
  }
}
