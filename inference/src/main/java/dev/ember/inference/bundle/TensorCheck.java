package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the table of tensors: each canonical tensor once, in its shape, on bytes of its own. A
 * tied model lists {@link TensorName#EMBEDDING} and no {@link TensorName#UNEMBEDDING}.
 */
final class TensorCheck {
  private record Range(String tensor, String entry, long start, long end) {}

  private final Manifest manifest;
  private final BundleFaults faults;
  private final List<Range> ranges = new ArrayList<>();

  TensorCheck(Manifest manifest, BundleFaults faults) {
    this.manifest = manifest;
    this.faults = faults;
  }

  void check(Map<String, Integer> entryBytes) throws IOException {
    Map<String, TensorSpec> missing = tensors(manifest.config());
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      TensorSpec shape = missing.remove(tensor.name());
      if (shape == null) {
        throw wrong("each tensor of the model once, and no other", tensor.name());
      }
      if (tensor.rows() != shape.rows() || tensor.columns() != shape.columns()) {
        throw wrong(
            tensor.name() + " of " + shape.rows() + " x " + shape.columns(),
            tensor.rows() + " x " + tensor.columns());
      }
      checkPlace(tensor, entryBytes);
    }
    if (!missing.isEmpty()) {
      throw wrong("a tensor " + missing.keySet().iterator().next(), "none");
    }
    requireDisjoint();
  }

  /** Every tensor that the configuration calls for, by its name in a manifest. */
  private static Map<String, TensorSpec> tensors(DecoderConfig config) {
    Map<String, TensorSpec> tensors = new LinkedHashMap<>();
    tensors.put(TensorName.EMBEDDING, TensorSpec.embedding(config));
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      tensors.put(spec.name(), spec);
    }
    if (config.tiedEmbeddings()) {
      tensors.remove(TensorName.UNEMBEDDING);
    }
    return tensors;
  }

  private void checkPlace(Manifest.TensorEntry tensor, Map<String, Integer> entryBytes)
      throws IOException {
    boolean outside =
        tensor.name().equals(TensorName.EMBEDDING) && !manifest.config().tiedEmbeddings();
    String entry = outside ? EntryName.EMBEDDINGS : EntryName.MODEL;
    if (!tensor.entry().equals(entry)) {
      throw wrong(tensor.name() + " in " + entry, tensor.entry());
    }
    int bytes = entryBytes.getOrDefault(entry, 0);
    long values = (long) tensor.rows() * tensor.columns();
    switch (tensor.type()) {
      case TensorView.FLOAT32 -> {
        addRange(tensor, "values", tensor.offset(), values * Float.BYTES, bytes);
        if (tensor.scalesOffset() != TensorView.NO_SCALES) {
          throw wrong("scalesOffset -1 of float32 " + tensor.name(), tensor.scalesOffset());
        }
      }
      case TensorView.INT8 -> {
        addRange(tensor, "values", tensor.offset(), values, bytes);
        long scaleBytes = (long) tensor.rows() * Float.BYTES;
        addRange(tensor, "scales", tensor.scalesOffset(), scaleBytes, bytes);
      }
      default -> throw wrong("type float32 or int8 of " + tensor.name(), tensor.type());
    }
  }

  private void addRange(
      Manifest.TensorEntry tensor, String part, long offset, long count, int entryBytes)
      throws IOException {
    if (offset < 0 || offset % Float.BYTES != 0 || offset > entryBytes - count) {
      throw faults.inEntry(
          tensor.entry(),
          offset,
          count + " bytes of " + part + " of " + tensor.name() + " at a multiple of 4",
          "an entry of " + entryBytes + " bytes");
    }
    ranges.add(new Range(tensor.name() + " " + part, tensor.entry(), offset, offset + count));
  }

  private void requireDisjoint() throws IOException {
    ranges.sort(Comparator.comparing(Range::entry).thenComparingLong(Range::start));
    for (int i = 1; i < ranges.size(); i++) {
      Range before = ranges.get(i - 1);
      Range range = ranges.get(i);
      if (range.entry().equals(before.entry()) && range.start() < before.end()) {
        throw faults.inEntry(
            range.entry(),
            range.start(),
            "the " + range.tensor() + " after offset " + before.end(),
            "an overlap with the " + before.tensor());
      }
    }
  }

  private BundleFormatException wrong(String expected, Object found) {
    return faults.inEntry(EntryName.MANIFEST, expected, found);
  }
}
