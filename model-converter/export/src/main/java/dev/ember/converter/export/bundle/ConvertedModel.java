package dev.ember.converter.export.bundle;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.converter.export.tflite.TfliteLayout;
import dev.ember.converter.export.tflite.TfliteWriter;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.SourceFingerprint;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * The weights of a model in their final form, as files of a scratch folder: {@code model.tflite}
 * and, where there are tables that only the host reads, {@code embeddings.bin}.
 *
 * @param config dimensions with the context that the graph was built for
 * @param layout where each weight lies
 * @param files the files, which are named as their entries
 * @param memoryBytes what a loaded model takes, as estimated
 * @param variants further graphs of the same model, not measured yet
 */
public record ConvertedModel(
    DecoderConfig config,
    Quantization quantization,
    TfliteLayout layout,
    List<Path> files,
    long memoryBytes,
    List<Manifest.Variant> variants) {
  private static final String LOG = "finished.log";

  public ConvertedModel {
    files = List.copyOf(files);
    variants = List.copyOf(variants);
  }

  /** As below, on one thread, with nothing known of the inputs. */
  public static ConvertedModel convert(
      WeightSource source,
      Quantization quantization,
      int context,
      Path folder,
      LongConsumer valuesRead)
      throws IOException {
    return convert(source, ConversionOptions.simple(quantization, context), folder, valuesRead);
  }

  /**
   * Converts a model, streaming its weights. In a folder where the same conversion was cut off, the
   * tensors that it had finished stay.
   *
   * @param folder where the files go
   * @param valuesRead is told of each block how many values were encoded; in all {@link
   *     #valuesToRead(WeightSource, ConversionOptions)}. What it throws ends the conversion
   * @throws UnsupportedCheckpointException if a file would be larger than a bundle's entry can be
   */
  public static ConvertedModel convert(
      WeightSource source, ConversionOptions options, Path folder, LongConsumer valuesRead)
      throws IOException {
    return convert(source, options, folder, tensors -> {}, valuesRead);
  }

  /**
   * As above.
   *
   * @param takenUp is told first how many tensors an earlier attempt finished, if there was one
   */
  public static ConvertedModel convert(
      WeightSource source,
      ConversionOptions options,
      Path folder,
      IntConsumer takenUp,
      LongConsumer valuesRead)
      throws IOException {
    requireContext(source.config(), options.context());
    DecoderConfig config = source.config().withContext(options.context());
    EncodingPlan plan = new EncodingPlan(options.quantization(), source);
    List<EncodingPlan> variants = variantPlans(source, options);
    TfliteWriter writer = new TfliteWriter(config, plan, variants, options.signatures());
    HostTables tables = new HostTables(config, plan);
    requireEntry(EntryName.MODEL, writer.bytes(), options);
    requireEntry(EntryName.EMBEDDINGS, tables.bytes(), options);
    String identity =
        options.quantization() + " " + options.variants() + " " + options.signatures() + " ";
    try (FinishedTensors finished =
            FinishedTensors.open(
                folder.resolve(LOG),
                identity + SourceFingerprint.of(source, options.statistics()));
        TensorEncoder encoder =
            new TensorEncoder(source, options.statistics(), options.threads(), valuesRead)) {
      if (finished.size() > 0) {
        takenUp.accept(finished.size());
      }
      List<Path> files = new ArrayList<>();
      List<Manifest.TensorEntry> entries = new ArrayList<>();
      if (tables.bytes() > 0) {
        files.add(folder.resolve(EntryName.EMBEDDINGS));
        entries.addAll(tables.write(files.get(0), encoder, finished));
      }
      files.add(folder.resolve(EntryName.MODEL));
      TfliteLayout layout = writer.write(folder.resolve(EntryName.MODEL), encoder, finished);
      entries.addAll(layout.tensors());
      return new ConvertedModel(
          config,
          options.quantization(),
          new TfliteLayout(layout.signatures(), entries, layout.variantOffsets()),
          files,
          MemoryEstimate.bytes(config, plan, options.signatures()),
          variants(config, variants, layout));
    }
  }

  private static List<EncodingPlan> variantPlans(WeightSource source, ConversionOptions options) {
    List<EncodingPlan> plans = new ArrayList<>();
    for (Quantization variant : options.variants()) {
      plans.add(new EncodingPlan(variant, source));
    }
    return plans;
  }

  private static List<Manifest.Variant> variants(
      DecoderConfig config, List<EncodingPlan> plans, TfliteLayout layout) {
    List<Manifest.Variant> variants = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      EncodingPlan plan = plans.get(i);
      variants.add(
          new Manifest.Variant(
              plan.quantization().manifestName(),
              layout.variantOffsets().get(i),
              MemoryEstimate.bytes(config, plan, config.context()),
              null));
    }
    return variants;
  }

  /** How many bytes the files of {@link #convert} will have. */
  public static long bytes(WeightSource source, ConversionOptions options) throws IOException {
    DecoderConfig config = source.config().withContext(options.context());
    EncodingPlan plan = new EncodingPlan(options.quantization(), source);
    List<EncodingPlan> variants = variantPlans(source, options);
    return new TfliteWriter(config, plan, variants, options.signatures()).bytes()
        + new HostTables(config, plan).bytes();
  }

  /** How many values {@link #convert} reads in all, for a progress bar. */
  public static long valuesToRead(WeightSource source, ConversionOptions options) {
    DecoderConfig config = source.config().withContext(options.context());
    long values = valuesToRead(config);
    EncodingPlan plan = new EncodingPlan(options.quantization(), source);
    Set<String> seen = new HashSet<>();
    for (EncodingPlan variant : variantPlans(source, options)) {
      for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
        TensorEncoding encoding = variant.encoding(tensor);
        boolean further = !tensor.isHostTable() && encoding != plan.encoding(tensor);
        values += further && seen.add(tensor.name() + encoding) ? tensor.size() : 0;
      }
    }
    return values;
  }

  /** How many values the conversion to one graph reads. */
  public static long valuesToRead(DecoderConfig config) {
    long values = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      values += tensor.size();
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

  private static void requireContext(DecoderConfig config, int context) {
    if (context > config.context()) {
      throw new IllegalArgumentException(
          "expected a context from 1 to " + config.context() + " but found " + context);
    }
  }

  /** An entry becomes one mapping, which Java addresses with an int. */
  private static void requireEntry(String name, long bytes, ConversionOptions options)
      throws IOException {
    if (bytes > Integer.MAX_VALUE) {
      throw new UnsupportedCheckpointException(
          name,
          "its size with " + options.quantization().manifestName(),
          "at most " + Integer.MAX_VALUE + " bytes, what a bundle's entry can hold",
          bytes + ": a smaller quantization may fit");
    }
  }
}
