package dev.ember.inference.backend.tflite.phone;

import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.EntryName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A bundle's graph with one signature left. The GPU delegate takes every subgraph that it is shown
 * and uploads the weights for each; this shows it one.
 *
 * <p>The graph is mapped so that writing stays in memory, and only a handful of its numbers are
 * overwritten: the lists of subgraphs and of signatures become lists of one. Slots are the fields'
 * positions in {@code schema.fbs}, the layout is that of FlatBuffers: tables point back to their
 * vtable and forward to what they own.
 */
final class SelectedGraph {
  private static final int SUBGRAPHS = 2;
  private static final int SIGNATURES = 7;
  private static final int SIGNATURE_KEY = 2;
  private static final int SIGNATURE_SUBGRAPH = 4;

  private final ByteBuffer graph; // little endian

  private SelectedGraph(ByteBuffer graph) {
    this.graph = graph;
  }

  /**
   * Maps the graph and leaves one signature.
   *
   * @throws BackendException if there is none of that name, or the file cannot be mapped again
   */
  static ByteBuffer of(Bundle bundle, String signature) {
    try {
      ByteBuffer graph = bundle.copyOnWrite(EntryName.MODEL);
      new SelectedGraph(graph).keep(signature);
      return graph;
    } catch (IOException | IndexOutOfBoundsException unreadable) {
      throw new BackendException(InterpreterBackend.NAME, "mapping the graph", unreadable);
    }
  }

  private void keep(String signature) {
    int model = graph.getInt(0);
    int signatures = vector(model, SIGNATURES);
    int kept = indexOf(signature, signatures);
    int definition = element(signatures, kept);
    int subgraphField = field(definition, SIGNATURE_SUBGRAPH);
    int subgraph = subgraphField == 0 ? 0 : graph.getInt(subgraphField);
    keepOne(vector(model, SUBGRAPHS), subgraph);
    keepOne(signatures, kept);
    if (subgraphField != 0) {
      graph.putInt(subgraphField, 0);
    }
  }

  private int indexOf(String signature, int signatures) {
    int count = graph.getInt(signatures);
    for (int i = 0; i < count; i++) {
      if (text(field(element(signatures, i), SIGNATURE_KEY)).equals(signature)) {
        return i;
      }
    }
    throw new BackendException(
        InterpreterBackend.NAME,
        "opening the graph",
        "expected a signature " + signature + " but found none of that name among " + count);
  }

  /** Makes a vector of tables one of a single table. */
  private void keepOne(int vector, int index) {
    int first = vector + Integer.BYTES;
    int target = element(vector, index);
    graph.putInt(first, target - first);
    graph.putInt(vector, 1);
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

  private String text(int field) {
    if (field == 0) {
      return "";
    }
    int start = field + graph.getInt(field);
    byte[] bytes = new byte[graph.getInt(start)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = graph.get(start + Integer.BYTES + i);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
