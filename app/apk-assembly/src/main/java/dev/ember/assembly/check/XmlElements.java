package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The elements of a compiled XML file: chunks behind its pool of strings ({@code ResourceTypes.h}
 * of Android's androidfw, {@code ResXMLTree_node}).
 */
final class XmlElements {
  private static final int START_ELEMENT = 0x102;
  private static final int CHUNK_HEADER_BYTES = 8;

  /** Behind the header of its chunk, and behind its namespace. */
  private static final int NAME_OFFSET = 4;

  private XmlElements() {}

  static Set<String> names(byte[] content, String file) throws IOException {
    List<String> strings = StringPool.read(content, file);
    ByteBuffer xml = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    Set<String> names = new TreeSet<>();
    int position = xml.getShort(2);
    while (position < content.length) {
      int left = content.length - position;
      int size = left < CHUNK_HEADER_BYTES ? 0 : xml.getInt(position + 4);
      if (size < CHUNK_HEADER_BYTES || size > left) {
        throw new IOException(
            file
                + ": expected a chunk of at most "
                + left
                + " bytes at "
                + position
                + " but found "
                + size);
      }
      if (xml.getShort(position) == START_ELEMENT) {
        names.add(strings.get(xml.getInt(position + xml.getShort(position + 2) + NAME_OFFSET)));
      }
      position += size;
    }
    return names;
  }
}
