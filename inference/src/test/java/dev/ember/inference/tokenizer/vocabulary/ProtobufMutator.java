package dev.ember.inference.tokenizer.vocabulary;

import dev.ember.inference.testing.ByteMutator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes other messages of protocol buffers of one: fields taken out, doubled, exchanged, put into
 * others and given other numbers, types and lengths; numbers spelled in too many bytes or too
 * large.
 */
final class ProtobufMutator {
  private static final int VARINT = 0;
  private static final int DELIMITED = 2;
  private static final int FIXED32 = 5;

  /** One field; its value is a number, or bytes that may be a message. */
  private record Field(int number, int type, long value, byte[] bytes, List<Field> fields) {
    Field with(int otherNumber, int otherType) {
      return new Field(otherNumber, otherType, value, bytes, fields);
    }

    Field withValue(long other) {
      return new Field(number, type, other, bytes, fields);
    }
  }

  private final List<Field> seed;

  /** Takes a whole message; fields of {@code messages} are messages themselves. */
  ProtobufMutator(byte[] message, List<Integer> messages) {
    seed = new Parser(message, messages).fields(message.length, true);
  }

  /** Another message. */
  byte[] mutant(Random random) {
    List<Field> fields = copy(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      List<Field> level = fields;
      while (random.nextInt(3) > 0 && !level.isEmpty()) {
        List<Field> inner = level.get(random.nextInt(level.size())).fields();
        if (inner.isEmpty()) {
          break;
        }
        level = inner;
      }
      change(level, fields, random);
    }
    write(fields, out, random.nextInt(8) == 0 ? random : new Random(0), random.nextInt(6) == 0);
    return out.toByteArray();
  }

  private static void change(List<Field> level, List<Field> all, Random random) {
    if (level.isEmpty()) {
      level.addAll(copy(all));
      return;
    }
    int at = random.nextInt(level.size());
    Field field = level.get(at);
    switch (random.nextInt(9)) {
      case 0 -> level.remove(at);
      case 1 -> level.add(random.nextInt(level.size() + 1), copy(field));
      case 2 -> level.set(random.nextInt(level.size()), field);
      case 3 -> level.set(at, field.with(random.nextInt(40), field.type()));
      case 4 -> level.set(at, field.with(field.number(), random.nextInt(8)));
      case 5 -> level.set(at, field.withValue(ByteMutator.interesting(random)));
      case 6 -> level.add(at, copy(all.get(random.nextInt(all.size()))));
      case 7 -> level.set(at, nested(field, 1 << random.nextInt(10)));
      default -> level.set(at, noise(field, random));
    }
  }

  private static Field nested(Field field, int levels) {
    Field inner = field;
    for (int i = 0; i < levels; i++) {
      inner = new Field(field.number(), DELIMITED, 0, new byte[0], new ArrayList<>(List.of(inner)));
    }
    return inner;
  }

  private static Field noise(Field field, Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return new Field(field.number(), DELIMITED, 0, bytes, new ArrayList<>());
  }

  private static void write(
      List<Field> fields, ByteArrayOutputStream out, Random random, boolean liesOnce) {
    int lie = liesOnce && !fields.isEmpty() ? random.nextInt(fields.size()) : -1;
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      varint((long) field.number() << 3 | field.type(), out, 1);
      switch (field.type()) {
        case VARINT -> varint(field.value(), out, 1 + random.nextInt(12) / 11 * 12);
        case FIXED32 -> fixed(field.value(), Integer.BYTES, out);
        case 1 -> fixed(field.value(), Long.BYTES, out);
        case DELIMITED -> {
          ByteArrayOutputStream inner = new ByteArrayOutputStream();
          inner.write(field.bytes(), 0, field.bytes().length);
          write(field.fields(), inner, random, i == lie && random.nextBoolean());
          long length = i == lie ? ByteMutator.interesting(random) : inner.size();
          varint(length, out, 1);
          out.write(inner.toByteArray(), 0, inner.size());
        }
        default -> out.write((int) field.value());
      }
    }
  }

  /** Spells a number in at least so many bytes. */
  private static void varint(long value, ByteArrayOutputStream out, int atLeast) {
    long rest = value;
    int count = 1;
    while ((rest & ~0x7FL) != 0 || count < atLeast) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
      count++;
    }
    out.write((int) rest);
  }

  private static void fixed(long value, int bytes, ByteArrayOutputStream out) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }

  private static List<Field> copy(List<Field> fields) {
    List<Field> copies = new ArrayList<>();
    fields.forEach(field -> copies.add(copy(field)));
    return copies;
  }

  private static Field copy(Field field) {
    return new Field(
        field.number(), field.type(), field.value(), field.bytes(), copy(field.fields()));
  }

  /** Reads a good message. */
  private static final class Parser {
    private final byte[] bytes;
    private final List<Integer> messages;
    private int at;

    Parser(byte[] bytes, List<Integer> messages) {
      this.bytes = bytes;
      this.messages = messages;
    }

    List<Field> fields(int end, boolean outermost) {
      List<Field> fields = new ArrayList<>();
      while (at < end) {
        int tag = (int) varint();
        int type = tag & 7;
        int number = tag >>> 3;
        if (type != DELIMITED) {
          long value = type == VARINT ? varint() : fixed32();
          fields.add(new Field(number, type, value, new byte[0], new ArrayList<>()));
          continue;
        }
        int length = (int) varint();
        boolean message = outermost && messages.contains(number);
        byte[] text = message ? new byte[0] : Arrays.copyOfRange(bytes, at, at + length);
        List<Field> inner = message ? fields(at + length, false) : new ArrayList<>();
        at += message ? 0 : length;
        fields.add(new Field(number, type, 0, text, inner));
      }
      return fields;
    }

    private long varint() {
      long value = 0;
      int shift = 0;
      byte b;
      do {
        b = bytes[at++];
        value |= (long) (b & 0x7F) << shift;
        shift += 7;
      } while (b < 0);
      return value;
    }

    private long fixed32() {
      long value = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        value |= (bytes[at++] & 0xFFL) << 8 * i;
      }
      return value;
    }
  }
}
