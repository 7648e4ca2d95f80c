package dev.ember.converter.export.bundle;

import dev.ember.converter.export.tflite.TfliteLayout;
import dev.ember.converter.export.tflite.TfliteWriter;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The weights of a model in their final form, as files of a scratch folder: {@code model.tflite}
 * and, where embedding and unembedding are two tables, {@code embeddings.bin}.
 *
 * @param config dimensions with the context that the graph was built for
 * @param layout where each weight lies
 * @param files the files, which are named as their entries
 */
public record ConvertedModel(
    DecoderConfig config, Quantization quantization, TfliteLayout layout, List<Path> files) {
  private static final int SCALES_ALIGNMENT = 64;

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
    if (!source.config().tiedEmbeddings()) {
      Path table = folder.resolve(EntryName.EMBEDDINGS);
      WeightEncoder encoder = new WeightEncoder(source, valuesRead);
      tensors.add(writeEmbeddings(source, encoder, quantization, table));
      files.add(table);
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

  /** Rows, then (int8) the scales at the next multiple of 64. */
  private static Manifest.TensorEntry writeEmbeddings(
      WeightSource source, WeightEncoder encoder, Quantization quantization, Path file)
      throws IOException {
    TensorSpec table = TensorSpec.embedding(source.config());
    boolean int8 = quantization == Quantization.INT8_PER_CHANNEL;
    long scalesOffset = TensorView.NO_SCALES;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (int8) {
        float[] scales = encoder.scales(table);
        encoder.writeInt8(table, scales, out);
        scalesOffset = (table.size() + SCALES_ALIGNMENT - 1) / SCALES_ALIGNMENT * SCALES_ALIGNMENT;
        out.write(new byte[(int) (scalesOffset - table.size())]);
        out.write(WeightEncoder.littleEndian(scales, scales.length));
      } else {
        encoder.writeFloat32(table, out);
      }
    }
    return new Manifest.TensorEntry(
        table.name(),
        int8 ? TensorView.INT8 : TensorView.FLOAT32,
        table.rows(),
        table.columns(),
        EntryName.EMBEDDINGS,
        0,
        scalesOffset);
  }

  private static DecoderConfig withContext(DecoderConfig config, int context) {
    if (context < 1 || context > config.context()) {
      throw new IllegalArgumentException(
          "expected a context from 1 to " + config.context() + " but found " + context);
    }
    return config.withContext(context);
  }
}
