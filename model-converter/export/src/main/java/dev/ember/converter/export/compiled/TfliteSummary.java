package dev.ember.converter.export.compiled;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The signatures and operators of a TensorFlow Lite graph, in lines for people. */
final class TfliteSummary {
  // Slots of the schema's tables.
  private static final int MODEL_OPERATOR_CODES = 1;
  private static final int MODEL_SUBGRAPHS = 2;
  private static final int MODEL_SIGNATURES = 7;
  private static final int CODE_DEPRECATED = 0;
  private static final int CODE_CUSTOM_NAME = 1;
  private static final int CODE_BUILTIN = 3;
  private static final int SUBGRAPH_TENSORS = 0;
  private static final int SUBGRAPH_OPERATORS = 3;
  private static final int OPERATOR_CODE = 0;
  private static final int SIGNATURE_INPUTS = 0;
  private static final int SIGNATURE_OUTPUTS = 1;
  private static final int SIGNATURE_NAME = 2;

  /** The code of an operator that the runtime does not have built in. */
  private static final int CUSTOM = 32;

  private static final int MOST_LINES = 40;

  /** Real models have some ten thousand; a file may name the same ones again and again. */
  private static final int MOST_OPERATORS = 1_000_000;

  private final FlatTable model;
  private final List<String> lines = new ArrayList<>();
  private final Map<Integer, String> names = new HashMap<>(); // of the operator codes in use

  private TfliteSummary(FlatTable model) {
    this.model = model;
  }

  /**
   * @throws IndexOutOfBoundsException if an offset leaves the buffer
   */
  static List<String> lines(ByteBuffer graph) {
    TfliteSummary summary = new TfliteSummary(FlatTable.root(graph));
    summary.signatures();
    summary.operators();
    return summary.lines;
  }

  private void signatures() {
    int count = model.count(MODEL_SIGNATURES);
    for (int i = 0; i < Math.min(count, MOST_LINES); i++) {
      FlatTable signature = model.table(MODEL_SIGNATURES, i);
      lines.add(
          "signature "
              + signature.text(SIGNATURE_NAME)
              + ": "
              + signature.count(SIGNATURE_INPUTS)
              + " inputs, "
              + signature.count(SIGNATURE_OUTPUTS)
              + " outputs");
    }
  }

  private void operators() {
    Map<String, Integer> uses = new HashMap<>();
    int total = 0;
    int tensors = 0;
    int subgraphs = model.count(MODEL_SUBGRAPHS);
    for (int i = 0; i < subgraphs; i++) {
      FlatTable subgraph = model.table(MODEL_SUBGRAPHS, i);
      tensors += subgraph.count(SUBGRAPH_TENSORS);
      int operators = subgraph.count(SUBGRAPH_OPERATORS);
      requireFew((long) total + operators + i);
      for (int j = 0; j < operators; j++) {
        int code = subgraph.table(SUBGRAPH_OPERATORS, j).int32(OPERATOR_CODE);
        uses.merge(names.computeIfAbsent(code, this::name), 1, Integer::sum);
        total++;
      }
    }
    lines.add(
        subgraphs + " subgraphs, " + tensors + " tensors, " + total + " operators, of each kind:");
    List<Map.Entry<String, Integer>> kinds = new ArrayList<>(uses.entrySet());
    Collections.sort(
        kinds,
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    for (Map.Entry<String, Integer> kind : kinds.subList(0, Math.min(kinds.size(), MOST_LINES))) {
      lines.add("  " + kind.getValue() + " " + kind.getKey());
    }
  }

  private static void requireFew(long operators) {
    if (operators > MOST_OPERATORS) {
      throw new IllegalArgumentException(
          "expected at most " + MOST_OPERATORS + " operators but found " + operators);
    }
  }

  /** Old files have the code in one byte, newer ones in four. */
  private String name(int index) {
    if (index < 0 || index >= model.count(MODEL_OPERATOR_CODES)) {
      throw new IndexOutOfBoundsException("no operator code " + index);
    }
    FlatTable code = model.table(MODEL_OPERATOR_CODES, index);
    int builtin = Math.max(code.int32(CODE_BUILTIN), code.int8(CODE_DEPRECATED));
    return builtin == CUSTOM ? "custom " + code.text(CODE_CUSTOM_NAME) : OperatorNames.of(builtin);
  }
}
