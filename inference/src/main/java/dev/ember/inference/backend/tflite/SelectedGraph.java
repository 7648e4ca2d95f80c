package dev.ember.inference.backend.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import dev.ember.inference.file.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A bundle's graph with some of its signatures left. Runtimes prepare every subgraph that they are
 * shown: the GPU delegate uploads the weights for each, XNNPACK takes 15 ms and 5 MB for each of 30
 * layers.
 *
 * <p>The graph is mapped so that writing stays in memory, and only a handful of its numbers are
 * overwritten: the lists of subgraphs and of signatures become shorter. Slots are the fields'
 * positions in {@code schema.fbs}, the layout is that of FlatBuffers: tables point back to their
 * vtable and forward to what they own. Nobody has verified them yet: a file is read here before the
 * runtime reads it.
 */
public final class SelectedGraph {
  private static final int SUBGRAPHS = 2;
  private static final int SIGNATURES = 7;
  private static final int SIGNATURE_KEY = 2;
  private static final int SIGNATURE_SUBGRAPH = 4;

  private final ByteBuffer graph; // little endian

  private SelectedGraph(ByteBuffer graph) {
    this.graph = graph;
  }

  /**
   * Maps the graph and leaves these signatures, in their order in the file.
   *
   * @throws BackendException if there is none of such a name, or the file cannot be mapped again
   */
  public static ByteBuffer of(Bundle bundle, String... signatures) {
    return at(0, bundle, signatures);
  }

  /**
   * As {@link #of}, of another graph of the same model.
   *
   * @param offset of it in {@code model.tflite}
   */
  public static ByteBuffer at(int offset, Bundle bundle, String... signatures) {
    try {
      ByteBuffer model = bundle.copyOnWrite(EntryName.MODEL);
      ByteBuffer graph = Buffers.slice(model, offset, model.limit() - offset);
      new SelectedGraph(graph).keep(new HashSet<>(Arrays.asList(signatures)));
      return graph;
    } catch (IOException | IndexOutOfBoundsException unreadable) {
      throw new BackendException(NativeLibrary.NAME, "mapping the graph", unreadable);
    }
  }

  private void keep(Set<String> names) {
    int model = graph.getInt(0);
    int signatures = vector(model, SIGNATURES);
    int subgraphs = vector(model, SUBGRAPHS);
    int count = graph.getInt(signatures);
    int longest = names.stream().mapToInt(name -> name.getBytes(UTF_8).length).max().orElse(0);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int definition = element(signatures, i);
      if (names.contains(text(field(definition, SIGNATURE_KEY), longest))) {
        int subgraphField = field(definition, SIGNATURE_SUBGRAPH);
        move(subgraphs, subgraphField == 0 ? 0 : graph.getInt(subgraphField), kept);
        move(signatures, i, kept);
        renumber(subgraphField, kept);
        kept++;
      }
    }
    if (kept != names.size()) {
      throw new BackendException(
          NativeLibrary.NAME,
          "opening the graph",
          "expected signatures " + names + " but found " + kept + " of them among " + count);
    }
    graph.putInt(signatures, kept);
    graph.putInt(subgraphs, kept);
  }

  /** A field that is left out says 0 and cannot be made to say anything else. */
  private void renumber(int subgraphField, int subgraph) {
    if (subgraphField != 0) {
      graph.putInt(subgraphField, subgraph);
    } else if (subgraph != 0) {
      throw new IndexOutOfBoundsException(
          "expected the signature of the first subgraph to come first");
    }
  }

  /** Lets place {@code to} of a vector of tables point to what place {@code from} points to. */
  private void move(int vector, int from, int to) {
    int place = vector + Integer.BYTES * (1 + to);
    if (to > from) {
      throw new IndexOutOfBoundsException("expected signatures in the order of their subgraphs");
    }
    graph.putInt(place, element(vector, from) - place);
  }

  /** Where a field lies, or 0 if the table has none in this slot. */
  private int field(int table, int slot) {
    int vtable = table - graph.getInt(table);
    int entry = 4 + Short.BYTES * slot; // behind the sizes of vtable and table
    if (entry >= Short.toUnsignedInt(graph.getShort(vtable))) {
      return 0;
    }
    int offset = Short.toUnsignedInt(graph.getShort(vtable + entry));
    return offset == 0 ? 0 : table + offset;
  }

  /** Where a vector lies: its length, then its elements. */
  private int vector(int table, int slot) {
    int field = field(table, slot);
    if (field == 0) {
      throw new IndexOutOfBoundsException("expected a list in slot " + slot + " but found none");
    }
    return field + graph.getInt(field);
  }

  private int element(int vector, int index) {
    int place = vector + Integer.BYTES * (1 + index);
    return place + graph.getInt(place);
  }

  /** A text of at most so many bytes; of a longer one nothing, for it is none that is wanted. */
  private String text(int field, int longest) {
    if (field == 0) {
      return "";
    }
    int start = field + graph.getInt(field);
    int length = graph.getInt(start);
    int left = graph.limit() - start - Integer.BYTES;
    if (length < 0 || length > left) {
      throw new IndexOutOfBoundsException(
          "expected a text of at most " + left + " bytes at " + start + " but found " + length);
    }
    byte[] bytes = new byte[length > longest ? 0 : length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = graph.get(start + Integer.BYTES + i);
    }
    return new String(bytes, UTF_8);
  }
}
