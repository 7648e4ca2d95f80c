package dev.ember.converter.export.gguf;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.READ;

import dev.ember.inference.file.Buffers;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** One open file: its header, and its bytes in mapped pieces. */
final class GgufShard implements Closeable {
  /**
   * The longest header: a vocabulary of 2^18 pieces with scores, types and 2^19 merges takes some
   * 20 MB.
   */
  static final int MAX_HEADER_BYTES = 64 << 20;

  /** A file this small is read rather than mapped, so that no mapping outlives a short look. */
  private static final int SMALL_FILE_BYTES = 1 << 20;

  private final FileChannel channel;
  private final long fileBytes;
  private final int pieceBytes;
  private final GgufHeader header;
  private final Map<Long, ByteBuffer> pieces = new HashMap<>(); // by the offset of their start

  private GgufShard(Path path, FileChannel channel, int index, int pieceBytes) throws IOException {
    this.channel = channel;
    this.pieceBytes = pieceBytes;
    fileBytes = channel.size();
    header = GgufHeader.parse(path.toString(), firstBytes(), index, fileBytes);
  }

  /**
   * Opens a file and checks its header.
   *
   * @param index of the file among those of the model
   * @param pieceBytes of one mapping
   */
  static GgufShard open(Path path, int index, int pieceBytes) throws IOException {
    FileChannel channel = FileChannel.open(path, READ);
    try {
      return new GgufShard(path, channel, index, pieceBytes);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  GgufHeader header() {
    return header;
  }

  /** Copies {@code count} bytes at {@code offset} of the file. */
  void read(long offset, byte[] into, int count) throws IOException {
    int done = 0;
    while (done < count) {
      long at = offset + done;
      int inPiece = (int) (at % pieceBytes);
      ByteBuffer piece = piece(at - inPiece);
      int step = Math.min(count - done, piece.capacity() - inPiece);
      Buffers.slice(piece, inPiece, step).get(into, done, step);
      done += step;
    }
  }

  @Override
  public void close() throws IOException {
    pieces.clear();
    channel.close();
  }

  private ByteBuffer firstBytes() throws IOException {
    int length = (int) Math.min(fileBytes, MAX_HEADER_BYTES);
    ByteBuffer bytes =
        fileBytes <= SMALL_FILE_BYTES
            ? Buffers.readFully(channel, 0, length)
            : channel.map(READ_ONLY, 0, length);
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer piece(long start) throws IOException {
    ByteBuffer piece = pieces.get(start);
    if (piece == null) {
      piece = channel.map(READ_ONLY, start, Math.min(pieceBytes, fileBytes - start));
      pieces.put(start, piece);
    }
    return piece;
  }
}
