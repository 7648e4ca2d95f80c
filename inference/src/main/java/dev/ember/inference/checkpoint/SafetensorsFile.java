package dev.ember.inference.checkpoint;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.READ;

import dev.ember.inference.file.Buffers;
import dev.ember.inference.file.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * An open safetensors file, its whole header checked. Tensors are mapped when first read, in
 * pieces, so that neither the heap nor one mapping has to hold the file.
 *
 * <pre>
 * try (SafetensorsFile file = SafetensorsFile.open(path)) {
 *   float[] gamma = file.floats("model.norm.weight");
 * }
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
public final class SafetensorsFile implements AutoCloseable {
  /**
   * The most bytes of a header. The reference implementation allows 100 MB; the largest in use
   * (shards of models with 100 billion parameters) are under 1 MB. Of 4 MB, parsed, a heap of 128
   * MiB still holds the 70,000 tensors.
   */
  static final int MAX_HEADER_BYTES = 2 << 20;

  /** Of one mapping; a multiple of every element's size, so that no element is cut. */
  private static final long PIECE_BYTES = 1L << 30;

  private final Path path;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long pieceBytes;
  private final Map<Long, ByteBuffer> pieces = new HashMap<>(); // by the offset of their start

  private SafetensorsFile(
      Path path, FileChannel channel, SafetensorsHeader header, long pieceBytes) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    this.pieceBytes = pieceBytes;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws CheckpointFormatException if the file is not well formed
   */
  public static SafetensorsFile open(Path path) throws IOException {
    return open(path, PIECE_BYTES);
  }

  /** As {@link #open(Path)}, with mappings of another size, a multiple of 8. */
  static SafetensorsFile open(Path path, long pieceBytes) throws IOException {
    FileFault.requireNoFolder(path);
    FileChannel channel = FileChannel.open(path, READ);
    try {
      return new SafetensorsFile(path, channel, readHeader(path, channel), pieceBytes);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** The names of all tensors, in the header's order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(header.tensors().keySet());
  }

  /** All tensors, in the header's order. */
  public Collection<SafetensorsTensor> tensors() {
    return Collections.unmodifiableCollection(header.tensors().values());
  }

  /** The free facts of {@code __metadata__}. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  public boolean contains(String name) {
    return header.tensors().containsKey(name);
  }

  /**
   * A tensor's type, shape and place.
   *
   * @throws CheckpointFormatException if the file has no such tensor
   */
  public SafetensorsTensor tensor(String name) throws IOException {
    SafetensorsTensor tensor = header.tensors().get(name);
    if (tensor == null) {
      throw new CheckpointFormatException(
          path.toString(),
          name,
          SafetensorsHeader.LENGTH_BYTES,
          "a tensor of this name",
          "none among " + header.tensors().size());
    }
    return tensor;
  }

  /**
   * All elements of a tensor, row-major, F16 and BF16 widened to float32.
   *
   * @throws CheckpointFormatException if there is no such tensor, it is none of F32, F16 and BF16,
   *     or it has more elements than an array holds
   */
  public float[] floats(String name) throws IOException {
    SafetensorsTensor tensor = tensor(name);
    if (tensor.elements() > Integer.MAX_VALUE - 8) {
      throw wrong(tensor, "at most 2^31 - 9 elements", Long.toString(tensor.elements()));
    }
    float[] values = new float[(int) tensor.elements()];
    read(tensor, 0, values, 0, values.length);
    return values;
  }

  /**
   * Reads {@code count} elements from element {@code first} on into {@code destination[from ..)}.
   *
   * @throws CheckpointFormatException if the tensor is none of F32, F16 and BF16
   * @throws IndexOutOfBoundsException if the tensor or the destination has fewer elements
   */
  public void read(SafetensorsTensor tensor, long first, float[] destination, int from, int count)
      throws IOException {
    if (!tensor.type().readsAsFloat()) {
      throw wrong(tensor, "F32, F16 or BF16", tensor.type().toString());
    }
    if (first < 0 || count < 0 || first > tensor.elements() - count) {
      throw new IndexOutOfBoundsException(
          "expected elements within " + tensor.elements() + " but found " + first + " + " + count);
    }
    int elementBytes = tensor.type().bytes();
    int done = 0;
    while (done < count) {
      long start = (first + done) * elementBytes; // within the tensor
      int inPiece = (int) (start % pieceBytes);
      ByteBuffer piece = piece(tensor, start - inPiece);
      ByteBuffer rest = Buffers.slice(piece, inPiece, piece.capacity() - inPiece);
      int step = Math.min(count - done, rest.remaining() / elementBytes);
      tensor.type().toFloats(rest, destination, from + done, step);
      done += step;
    }
  }

  @Override
  public void close() throws IOException {
    pieces.clear();
    channel.close();
  }

  private static SafetensorsHeader readHeader(Path path, FileChannel channel) throws IOException {
    String file = path.toString();
    long fileBytes = channel.size();
    if (fileBytes < SafetensorsHeader.LENGTH_BYTES) {
      throw new CheckpointFormatException(
          file, "", 0, "at least 8 bytes", Long.toString(fileBytes));
    }
    ByteBuffer lengthField = Buffers.readFully(channel, 0, SafetensorsHeader.LENGTH_BYTES);
    long length = lengthField.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    long most = Math.min(MAX_HEADER_BYTES, fileBytes - SafetensorsHeader.LENGTH_BYTES);
    if (length < 2 || length > most) { // unsigned in the format: the sign bit is far too long
      throw new CheckpointFormatException(
          file, "", 0, "a header of 2 to " + most + " bytes", Long.toUnsignedString(length));
    }
    ByteBuffer json = Buffers.readFully(channel, SafetensorsHeader.LENGTH_BYTES, (int) length);
    long dataStart = SafetensorsHeader.LENGTH_BYTES + length;
    return SafetensorsHeader.parse(file, decodeUtf8(file, json), dataStart, fileBytes - dataStart);
  }

  private static String decodeUtf8(String file, ByteBuffer json) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException malformed) {
      throw new CheckpointFormatException(
          file, "", SafetensorsHeader.LENGTH_BYTES, "a header in UTF-8", "malformed bytes");
    }
  }

  /** The piece that starts {@code start} bytes into the tensor. */
  private ByteBuffer piece(SafetensorsTensor tensor, long start) throws IOException {
    long position = tensor.offset() + start;
    ByteBuffer piece = pieces.get(position);
    if (piece == null) {
      long bytes = Math.min(pieceBytes, tensor.bytes() - start);
      piece = channel.map(READ_ONLY, position, bytes).order(ByteOrder.LITTLE_ENDIAN);
      pieces.put(position, piece);
    }
    return piece;
  }

  private CheckpointFormatException wrong(SafetensorsTensor tensor, String expected, String found) {
    return new CheckpointFormatException(
        path.toString(), tensor.name(), tensor.offset(), expected, found);
  }
}
