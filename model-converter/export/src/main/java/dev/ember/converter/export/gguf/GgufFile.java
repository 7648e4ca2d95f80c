package dev.ember.converter.export.gguf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open GGUF model, one file or all files of a split one, their headers checked as a whole. Data
 * is mapped when first read, in pieces, so that neither the heap nor one mapping has to hold it.
 *
 * <pre>
 * try (GgufFile file = GgufFile.open(path)) {
 *   float[] gamma = new float[64];
 *   file.read(file.tensor("output_norm.weight"), 0, 1, gamma, 0);
 * }
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
public final class GgufFile implements Closeable {
  static final String SPLIT_COUNT = "split.count";
  static final String SPLIT_NUMBER = "split.no";
  static final String SPLIT_TENSORS = "split.tensors.count";

  /** Of one mapping. */
  private static final int PIECE_BYTES = 1 << 30;

  /** Stored bytes that are decoded at a time. */
  private static final int CHUNK_BYTES = 1 << 16;

  private final Path path;
  private final List<GgufShard> shards;
  private final Map<String, GgufTensor> tensors = new LinkedHashMap<>();

  private GgufFile(Path path, List<GgufShard> shards) {
    this.path = path;
    this.shards = shards;
  }

  /**
   * Opens a file, and its siblings if it says that it is one of several; any of them may be named.
   *
   * @throws GgufFormatException if a file is not well formed, or one is missing
   */
  public static GgufFile open(Path path) throws IOException {
    return open(path, PIECE_BYTES);
  }

  /** As {@link #open(Path)}, with mappings of another size. */
  static GgufFile open(Path path, int pieceBytes) throws IOException {
    GgufFile file = new GgufFile(path, new ArrayList<>());
    boolean good = false;
    try {
      file.openShards(pieceBytes);
      good = true;
    } finally {
      if (!good) {
        file.close();
      }
    }
    return file;
  }

  /** The facts; of a split model, those of its first file. */
  public GgufMetadata metadata() {
    return shards.get(0).header().metadata();
  }

  /** All tensors, in the files' order. */
  public Collection<GgufTensor> tensors() {
    return Collections.unmodifiableCollection(tensors.values());
  }

  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  /**
   * A tensor's type, shape and place.
   *
   * @throws GgufFormatException if there is no such tensor
   */
  public GgufTensor tensor(String name) throws GgufFormatException {
    GgufTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new GgufFormatException(
          path.toString(), "tensor " + name, 0, "this tensor", "none among " + tensors.size());
    }
    return tensor;
  }

  /** The type that most values are stored in. */
  public String mostType() {
    Map<GgufType, Long> values = new EnumMap<>(GgufType.class);
    GgufType most = GgufType.F32;
    for (GgufTensor tensor : tensors.values()) {
      values.merge(tensor.type(), tensor.elements(), Long::sum);
      if (values.getOrDefault(tensor.type(), 0L) >= values.getOrDefault(most, 0L)) {
        most = tensor.type();
      }
    }
    return most.toString();
  }

  /** The path that was opened, for messages. */
  public Path path() {
    return path;
  }

  /**
   * Reads rows, decoded, into {@code into[from ..)}.
   *
   * @throws GgufFormatException if Ember does not decode the tensor's type
   * @throws IndexOutOfBoundsException if the tensor or {@code into} has fewer values
   */
  public void read(GgufTensor tensor, long firstRow, int rows, float[] into, int from)
      throws IOException {
    requireReadable(tensor);
    requireRows(tensor, firstRow, rows);
    long blocks = rows * (tensor.columns() / tensor.type().blockValues());
    if (blocks * tensor.type().blockValues() > into.length - from) {
      throw new IndexOutOfBoundsException(
          "expected room for "
              + rows
              + " rows of "
              + tensor.columns()
              + " values but found "
              + (into.length - from));
    }
    int blockBytes = tensor.type().blockBytes();
    int mostBlocks = CHUNK_BYTES / blockBytes;
    byte[] stored = new byte[(int) Math.min(blocks, mostBlocks) * blockBytes];
    long offset = tensor.offset() + firstRow * tensor.rowBytes();
    int to = from;
    for (long left = blocks; left > 0; ) {
      int step = (int) Math.min(left, mostBlocks);
      shards.get(tensor.shard()).read(offset, stored, step * blockBytes);
      tensor.type().decode(stored, step, into, to);
      offset += (long) step * blockBytes;
      to += step * tensor.type().blockValues();
      left -= step;
    }
  }

  /**
   * Reads a row as it is stored.
   *
   * @param into room for {@link GgufTensor#rowBytes}
   */
  void readStored(GgufTensor tensor, long row, byte[] into) throws IOException {
    requireRows(tensor, row, 1);
    long offset = tensor.offset() + row * tensor.rowBytes();
    shards.get(tensor.shard()).read(offset, into, Math.toIntExact(tensor.rowBytes()));
  }

  @Override
  public void close() throws IOException {
    for (GgufShard shard : shards) {
      shard.close();
    }
  }

  /** Blames a tensor. */
  GgufFormatException wrong(GgufTensor tensor, String expected, String found) {
    Path file = shards.size() == 1 ? path : path.resolveSibling(shardFile(tensor.shard()));
    return new GgufFormatException(
        file.toString(), "tensor " + tensor.name(), tensor.offset(), expected, found);
  }

  private String shardFile(int index) {
    @Nullable ShardName name = ShardName.of(path);
    return name == null ? String.valueOf(path.getFileName()) : name.sibling(index + 1);
  }

  private void openShards(int pieceBytes) throws IOException {
    @Nullable ShardName name = isWhole(path, pieceBytes) ? null : ShardName.of(path);
    int count = name == null ? 1 : name.count();
    for (int i = 0; i < Math.max(1, count); i++) {
      Path file = name == null ? path : path.resolveSibling(name.sibling(i + 1));
      if (!Files.exists(file)) {
        throw new GgufFormatException(
            file.toString(), "split", 0, "file " + (i + 1) + " of " + count, "none");
      }
      GgufShard shard = GgufShard.open(file, i, pieceBytes);
      shards.add(shard);
      requireSplit(file, shard.header().metadata(), i, count);
      addTensors(file, shard.header().tensors().values());
    }
    requireTensorCount();
  }

  /** Whether there is no other file, whatever its name says. */
  private static boolean isWhole(Path file, int pieceBytes) throws IOException {
    if (ShardName.of(file) == null) {
      return false; // of no siblings that could be opened: what it says of them is judged below
    }
    try (GgufShard shard = GgufShard.open(file, 0, pieceBytes)) {
      return splitCount(shard.header().metadata()) <= 1;
    }
  }

  /** How many files there are, as this one says; 0 where it says nothing. */
  private static int splitCount(GgufMetadata facts) throws IOException {
    return facts.has(SPLIT_COUNT) ? facts.int32(SPLIT_COUNT, 0) : 0;
  }

  private static void requireSplit(Path file, GgufMetadata facts, int index, int count)
      throws IOException {
    int foundCount = splitCount(facts);
    if (Math.max(1, foundCount) != count) {
      throw new GgufFormatException(
          file.toString(),
          "key " + SPLIT_COUNT,
          0,
          count + " files, as its name says",
          foundCount + " files");
    }
    if (count > 1 && facts.int32(SPLIT_NUMBER, 0) != index) {
      throw facts.wrong(
          SPLIT_NUMBER, index + ", as its name says", Long.toString(facts.integer(SPLIT_NUMBER)));
    }
  }

  private void addTensors(Path file, Collection<GgufTensor> found) throws IOException {
    for (GgufTensor tensor : found) {
      if (tensors.put(tensor.name(), tensor) != null) {
        throw new GgufFormatException(
            file.toString(),
            "tensor " + tensor.name(),
            tensor.offset(),
            "each name once in all files",
            "it a second time");
      }
    }
  }

  private void requireTensorCount() throws IOException {
    GgufMetadata facts = metadata();
    if (shards.size() > 1
        && facts.has(SPLIT_TENSORS)
        && facts.int32(SPLIT_TENSORS, 0) != tensors.size()) {
      throw facts.wrong(SPLIT_TENSORS, tensors.size() + " in all files", facts.text(SPLIT_TENSORS));
    }
  }

  /** Refuses a type that Ember does not decode, by its name. */
  void requireReadable(GgufTensor tensor) throws IOException {
    if (!tensor.type().readsAsFloat()) {
      throw wrong(tensor, "one of " + GgufType.readable(), tensor.type().toString());
    }
  }

  private static void requireRows(GgufTensor tensor, long first, int count) {
    if (first < 0 || count < 0 || first > tensor.rows() - count) {
      throw new IndexOutOfBoundsException(
          "expected rows within " + tensor.rows() + " but found " + first + " + " + count);
    }
  }
}
