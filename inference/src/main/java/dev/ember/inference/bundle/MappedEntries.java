package dev.ember.inference.bundle;

import static java.nio.channels.FileChannel.MapMode.PRIVATE;
import static java.nio.channels.FileChannel.MapMode.READ_ONLY;

import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;

/** The entries of a bundle, each in a mapping of its own. */
final class MappedEntries {
  /** Of an entry that is mapped again: enough to tell one model's tables from another's. */
  private static final int COMPARED_BYTES = 1 << 16;

  private final BundleFaults faults;
  private final Map<String, StoredEntry> places = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> maps = new LinkedHashMap<>();

  /** Maps all entries, once those that are read into the heap are known to be small. */
  MappedEntries(FileChannel channel, List<StoredEntry> entries, BundleFaults faults)
      throws IOException {
    this.faults = faults;
    for (StoredEntry entry : entries) {
      requireSmallText(entry);
      places.put(entry.name(), entry);
      maps.put(
          entry.name(),
          channel.map(READ_ONLY, entry.offset(), entry.bytes()).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(maps.keySet());
  }

  /**
   * A view of an entry of its own position, limit and order.
   *
   * @throws IllegalArgumentException if there is no such entry
   */
  ByteBuffer view(String name) {
    ByteBuffer map = maps.get(name);
    if (map == null) {
      throw new IllegalArgumentException("expected one of " + names() + " but found " + name);
    }
    return map.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Maps an entry again so that what is written to the map stays in this process. */
  ByteBuffer copyOnWrite(String name, FileChannel channel) throws IOException {
    ByteBuffer entry = view(name);
    StoredEntry place = Objects.requireNonNull(places.get(name), name);
    if (channel.size() < place.end()) {
      throw faults.inEntry(name, "the file that was opened", "another one");
    }
    ByteBuffer map = channel.map(PRIVATE, place.offset(), place.bytes());
    if (!prefix(map).equals(prefix(entry))) {
      throw faults.inEntry(name, "the file that was opened", "another one");
    }
    return map.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer prefix(ByteBuffer bytes) {
    ByteBuffer prefix = bytes.duplicate();
    ((Buffer) prefix).limit(Math.min(prefix.capacity(), COMPARED_BYTES));
    return prefix;
  }

  String text(String name) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(view(name)).toString();
    } catch (CharacterCodingException malformed) {
      throw faults.inEntry(name, "a text in UTF-8", "malformed bytes");
    }
  }

  /** Compares an entry with the ZIP's own checksum. */
  void requireCrc32(String name) throws IOException {
    StoredEntry place = places.get(name);
    if (place == null) {
      throw faults.inEntry(name, "the entry", "none among " + names());
    }
    CRC32 crc32 = new CRC32();
    crc32.update(view(name));
    if ((int) crc32.getValue() != place.crc32()) {
      throw faults.inEntry(
          name,
          place.offset(),
          "CRC-32 " + Integer.toHexString(place.crc32()),
          Long.toHexString(crc32.getValue()));
    }
  }

  private void requireSmallText(StoredEntry entry) throws IOException {
    int limit =
        switch (entry.name()) {
          case EntryName.MANIFEST -> BundleLimits.MAX_MANIFEST_BYTES;
          case EntryName.TOKENIZER -> BundleLimits.MAX_TOKENIZER_BYTES;
          case EntryName.CHAT_TEMPLATE -> BundleLimits.MAX_TEMPLATE_BYTES;
          case EntryName.GOLDEN -> BundleLimits.MAX_GOLDEN_BYTES;
          case EntryName.CARD -> BundleLimits.MAX_CARD_BYTES;
          default -> Integer.MAX_VALUE; // never on the heap
        };
    if (entry.bytes() > limit) {
      throw faults.inEntry(
          entry.name(), entry.offset(), "at most " + limit + " bytes", entry.bytes());
    }
  }
}
