package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tensors that are read when they are needed: vectors at once, matrices a few rows at a time, all
 * into the same block. So only one thread may multiply by them.
 */
final class StreamedTensors implements Parts.Tensors {
  private final DecoderConfig config;
  private final RowReader reader;
  private final StreamedRows.Block shared = new StreamedRows.Block();
  private final Map<String, TensorSpec> specs = new HashMap<>();

  StreamedTensors(DecoderConfig config, RowReader reader) {
    this.config = config;
    this.reader = reader;
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      specs.put(spec.name(), spec);
    }
  }

  @Override
  public float[] vector(String name) {
    return row(name, 0);
  }

  @Override
  public WeightRows matrix(String name, int rows) {
    return new StreamedRows(reader, spec(name), shared);
  }

  @Override
  public float[] row(String name, int row) {
    boolean tied = config.tiedEmbeddings() && name.equals(TensorName.EMBEDDING);
    TensorSpec spec = spec(tied ? TensorName.UNEMBEDDING : name);
    float[] values = new float[spec.columns()];
    try {
      synchronized (reader) {
        reader.read(spec, row, 1, values);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return values;
  }

  private TensorSpec spec(String name) {
    TensorSpec spec = specs.get(name);
    if (spec == null) {
      throw new IllegalArgumentException("expected a tensor of the decoder but found " + name);
    }
    return spec;
  }
}
