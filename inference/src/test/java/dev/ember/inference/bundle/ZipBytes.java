package dev.ember.inference.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/** The bytes of a bundle, to be spoiled one field at a time. Fields count from a header's start. */
final class ZipBytes {
  private final ByteBuffer bytes;

  private ZipBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ZipBytes of(Path path) throws IOException {
    return new ZipBytes(Files.readAllBytes(path));
  }

  byte[] array() {
    return bytes.array();
  }

  int size() {
    return bytes.capacity();
  }

  /** Where the end record starts. */
  int end() {
    return size() - ZipFormat.END_BYTES;
  }

  /** Where the central header of an entry starts. */
  int central(String name) {
    int position = bytes.getInt(end() + 16);
    while (!nameAt(position, 28, ZipFormat.CENTRAL_BYTES).equals(name)) {
      position += ZipFormat.CENTRAL_BYTES + bytes.getShort(position + 28);
    }
    return position;
  }

  /** Where the local header of an entry starts. */
  int local(String name) {
    return bytes.getInt(central(name) + 42);
  }

  /** Where the data of an entry starts. */
  int data(String name) {
    int local = local(name);
    return local + ZipFormat.LOCAL_BYTES + bytes.getShort(local + 26) + bytes.getShort(local + 28);
  }

  int getInt(int position) {
    return bytes.getInt(position);
  }

  ZipBytes putInt(int position, int value) {
    bytes.putInt(position, value);
    return this;
  }

  ZipBytes putShort(int position, int value) {
    bytes.putShort(position, (short) value);
    return this;
  }

  /** Changes an entry's size in both headers, without moving anything. */
  ZipBytes resize(String name, int size) {
    for (int field : new int[] {central(name) + 20, central(name) + 24}) {
      putInt(field, size);
    }
    int local = local(name);
    return putInt(local + 18, size).putInt(local + 22, size);
  }

  /** Changes an entry's name in both headers into another of the same length. */
  ZipBytes rename(String name, String other) {
    int central = central(name) + ZipFormat.CENTRAL_BYTES;
    int local = local(name) + ZipFormat.LOCAL_BYTES;
    for (int i = 0; i < other.length(); i++) {
      bytes.put(central + i, (byte) other.charAt(i));
      bytes.put(local + i, (byte) other.charAt(i));
    }
    return this;
  }

  /** The bytes that a reader does not look at: extra fields, maker and attributes. */
  BitSet ignored() {
    BitSet ignored = new BitSet();
    for (String name : EntryName.ALL) {
      if (name.equals(EntryName.EMBEDDINGS)) {
        continue; // not in a tied bundle
      }
      int extra = local(name) + ZipFormat.LOCAL_BYTES + name.length();
      ignored.set(extra, data(name));
      int central = central(name);
      ignored.set(central + 4, central + 6); // made by
      ignored.set(central + 36, central + 42); // attributes
    }
    return ignored;
  }

  private String nameAt(int header, int lengthField, int nameField) {
    int length = bytes.getShort(header + lengthField);
    return new String(bytes.array(), header + nameField, length, ISO_8859_1);
  }
}
