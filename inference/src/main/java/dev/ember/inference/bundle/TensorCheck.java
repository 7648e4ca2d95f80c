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
      requireIndexed(tensor);
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

  /** A value's index is an int, be it stored in half a byte. */
  private void requireIndexed(Manifest.TensorEntry tensor) throws IOException {
    if ((long) tensor.rows() * tensor.columns() > Integer.MAX_VALUE) {
      throw wrong(
          tensor.name() + " of at most " + Integer.MAX_VALUE + " values",
          tensor.rows() + " x " + tensor.columns());
    }
  }

  private void checkPlace(Manifest.TensorEntry tensor, Map<String, Integer> entryBytes)
      throws IOException {
    boolean outside =
        tensor.name().equals(TensorName.POSITION_EMBEDDING)
            || (tensor.name().equals(TensorName.EMBEDDING) && !manifest.config().tiedEmbeddings());
    String entry = outside ? EntryName.EMBEDDINGS : EntryName.MODEL;
    if (!tensor.entry().equals(entry)) {
      throw wrong(tensor.name() + " in " + entry, tensor.entry());
    }
    Place place = new Place(tensor, encoding(tensor), entryBytes.getOrDefault(entry, 0));
    place.check();
  }

  private TensorEncoding encoding(Manifest.TensorEntry tensor) throws IOException {
    TensorEncoding encoding;
    try {
      encoding = TensorEncoding.of(tensor.type());
    } catch (IllegalArgumentException unknown) {
      throw wrong("a known type of " + tensor.name(), tensor.type());
    }
    boolean first = encoding == TensorEncoding.FLOAT32 || encoding == TensorEncoding.INT8;
    if (!first && manifest.formatVersion() < 2) {
      throw wrong("type float32 or int8 of " + tensor.name() + " in version 1", tensor.type());
    }
    if (encoding.inBlocks() && tensor.columns() % TensorEncoding.BLOCK != 0) {
      throw wrong(
          "columns in blocks of " + TensorEncoding.BLOCK + " of " + tensor.name(),
          tensor.columns());
    }
    return encoding;
  }

  /** Where the parts of one tensor lie. */
  private final class Place {
    private final Manifest.TensorEntry tensor;
    private final TensorEncoding encoding;
    private final int entryBytes;

    Place(Manifest.TensorEntry tensor, TensorEncoding encoding, int entryBytes) {
      this.tensor = tensor;
      this.encoding = encoding;
      this.entryBytes = entryBytes;
    }

    void check() throws IOException {
      long rows = tensor.rows();
      long columns = tensor.columns();
      long rowScales = encoding.hasRowScales() ? rows * Float.BYTES : 0;
      boolean blocks = encoding.inBlocks();
      add("values", tensor.offset(), encoding.valueBytes(rows, columns));
      add(
          "scales",
          tensor.scalesOffset(),
          blocks ? encoding.blockScaleBytes(rows, columns) : rowScales);
      add("constants", tensor.constantsOffset(), encoding.constantBytes(rows, columns));
      add("constants' scales", tensor.constantScalesOffset(), blocks ? rowScales : 0);
    }

    /** A part of {@code bytes} bytes, or one that the encoding has not. */
    private void add(String part, long offset, long bytes) throws IOException {
      if (bytes > 0) {
        addRange(tensor, part, offset, bytes, entryBytes);
      } else if (offset != TensorView.NO_SCALES) {
        throw wrong("-1 for the " + part + " of " + tensor.type() + " " + tensor.name(), offset);
      }
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
