package dev.ember.converter.export.tflite;

import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.converter.export.weights.FinishedTensors;
import dev.ember.converter.export.weights.TensorEncoder;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a decoder as {@code model.tflite}. The weights are streamed: the file may be larger than 2
 * GiB, and than the heap.
 */
public final class TfliteWriter {
  private final DecoderConfig config;
  private final List<Manifest.Signature> signatures;
  private final Map<TensorSpec, Map<TensorEncoding, StoredTensor>> inEncodings = new HashMap<>();
  private final List<StoredTensor> tensors; // of the first graph
  private final List<Long> variantOffsets = new ArrayList<>();
  private final GraphFile file;

  /**
   * @param plan how each weight is stored
   * @param signaturePlan the entry points
   */
  public TfliteWriter(DecoderConfig config, EncodingPlan plan, SignaturePlan signaturePlan) {
    this(config, plan, List.of(), signaturePlan);
  }

  /**
   * A file with further graphs of the same model behind the first; weights that are stored alike
   * are shared.
   *
   * @param variants how each weight is stored for these
   */
  public TfliteWriter(
      DecoderConfig config,
      EncodingPlan plan,
      List<EncodingPlan> variants,
      SignaturePlan signaturePlan) {
    this.config = config;
    signatures = signaturePlan.signatures(config);
    List<TensorSpec> specs = new ArrayList<>();
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      if (!spec.isHostTable()) {
        specs.add(spec);
      }
    }
    tensors = stored(specs, plan);
    List<TfliteModel> models = new ArrayList<>(List.of(model(tensors)));
    for (EncodingPlan variant : variants) {
      models.add(model(stored(specs, variant)));
    }
    file = new GraphFile(models);
    for (int i = 0; i < variants.size(); i++) {
      variantOffsets.add(file.start(i + 1));
    }
  }

  /** The weights of one graph; those that another stores in the same way are the same ones. */
  private List<StoredTensor> stored(List<TensorSpec> specs, EncodingPlan plan) {
    List<StoredTensor> weights = new ArrayList<>();
    for (TensorSpec spec : specs) {
      Map<TensorEncoding, StoredTensor> known =
          inEncodings.computeIfAbsent(spec, any -> new EnumMap<>(TensorEncoding.class));
      weights.add(
          known.computeIfAbsent(plan.encoding(spec), encoding -> new StoredTensor(spec, encoding)));
    }
    return weights;
  }

  /** The graph over some weights, with all its signatures. */
  private TfliteModel model(List<StoredTensor> weights) {
    TfliteModel model = new TfliteModel(weights);
    DecoderGraph graph = new DecoderGraph(model, config);
    for (Manifest.Signature signature : signatures) {
      if (signature.name().startsWith(GraphName.PREFILL)) {
        graph.addPrefill(signature);
      } else {
        graph.addWithLogits(signature);
      }
    }
    return model;
  }

  /** Bytes of the file. */
  public long bytes() {
    return file.bytes();
  }

  /**
   * Writes the file. What {@code finished} knows of it from an earlier attempt stays.
   *
   * @throws IOException if the source cannot be read, or the file not be written
   */
  public TfliteLayout write(Path path, TensorEncoder encoder, FinishedTensors finished)
      throws IOException {
    FlatbufferFile tables = file.write(path, encoder, finished);
    List<Manifest.TensorEntry> entries = new ArrayList<>();
    for (StoredTensor tensor : tensors) {
      entries.add(entry(tensor, tables));
    }
    return new TfliteLayout(signatures, entries, variantOffsets);
  }

  private Manifest.TensorEntry entry(StoredTensor tensor, FlatbufferFile tables) {
    String name = tensor.spec().name();
    TensorEncoding encoding = tensor.encoding();
    boolean tied = config.tiedEmbeddings() && name.equals(TensorName.UNEMBEDDING);
    boolean blocks = encoding.inBlocks();
    long rowScales =
        encoding.hasRowScales()
            ? tables.scalesOffset(LinearLayers.rowScaling(name))
            : TensorView.NO_SCALES;
    return new Manifest.TensorEntry(
        tied ? TensorName.EMBEDDING : name,
        encoding.manifestName(),
        tensor.spec().rows(),
        tensor.spec().columns(),
        EntryName.MODEL,
        file.offset(tensor, StoredTensor.Part.VALUES),
        blocks ? file.offset(tensor, StoredTensor.Part.BLOCK_SCALES) : rowScales,
        file.offset(tensor, StoredTensor.Part.CONSTANTS),
        blocks ? rowScales : TensorView.NO_SCALES);
  }
}
