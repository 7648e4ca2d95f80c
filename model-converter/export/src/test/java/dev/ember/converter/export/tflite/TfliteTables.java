package dev.ember.converter.export.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of a {@code .tflite} file by slot, apart from the code that wrote them. */
final class TfliteTables {
  private static final int VTABLE_HEADER_BYTES = 4;

  /** One table, at a position of the file. */
  static final class Table {
    private final ByteBuffer file;
    private final int position;

    private Table(ByteBuffer file, int position) {
      this.file = file;
      this.position = position;
    }

    int int32(int slot, int absent) {
      int at = field(slot);
      return at == 0 ? absent : file.getInt(at);
    }

    byte int8(int slot) {
      int at = field(slot);
      return at == 0 ? 0 : file.get(at);
    }

    long int64(int slot) {
      int at = field(slot);
      return at == 0 ? 0 : file.getLong(at);
    }

    boolean has(int slot) {
      return field(slot) != 0;
    }

    Table table(int slot) {
      int at = field(slot);
      return new Table(file, at + file.getInt(at));
    }

    String text(int slot) {
      int at = field(slot);
      if (at == 0) {
        return "";
      }
      int start = at + file.getInt(at);
      byte[] bytes = new byte[file.getInt(start)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = file.get(start + 4 + i);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }

    List<Table> tables(int slot) {
      List<Table> tables = new ArrayList<>();
      int start = vector(slot);
      for (int i = 0; i < file.getInt(start); i++) {
        int at = start + 4 + 4 * i;
        tables.add(new Table(file, at + file.getInt(at)));
      }
      return tables;
    }

    List<Integer> int32s(int slot) {
      List<Integer> values = new ArrayList<>();
      int start = vector(slot);
      for (int i = 0; i < file.getInt(start); i++) {
        values.add(file.getInt(start + 4 + 4 * i));
      }
      return values;
    }

    /** Where a vector's first element lies. */
    int dataOffset(int slot) {
      return vector(slot) + 4;
    }

    /** How many elements a vector has. */
    int count(int slot) {
      return file.getInt(vector(slot));
    }

    private int vector(int slot) {
      int at = field(slot);
      return at + file.getInt(at);
    }

    private int field(int slot) {
      int vtable = position - file.getInt(position);
      int entry = VTABLE_HEADER_BYTES + 2 * slot;
      int offset = entry < file.getShort(vtable) ? file.getShort(vtable + entry) : 0;
      return offset == 0 ? 0 : position + offset;
    }
  }

  private TfliteTables() {}

  static Table root(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    return new Table(buffer, buffer.getInt(0));
  }
}
