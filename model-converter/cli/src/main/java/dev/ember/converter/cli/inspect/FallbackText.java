package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.weights.EncodingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names tensors briefly: {@code layers.0-3,7.down}. */
final class FallbackText {
  private static final String LAYERS = "layers.";

  private FallbackText() {}

  static List<String> lines(List<EncodingPlan.Fallback> fallbacks) {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (EncodingPlan.Fallback fallback : fallbacks) {
      byReason
          .computeIfAbsent(fallback.reason(), any -> new ArrayList<>())
          .add(fallback.tensor().name());
    }
    List<String> lines = new ArrayList<>();
    byReason.forEach(
        (reason, names) ->
            lines.add("as int8 (" + reason + "): " + String.join(", ", brief(names))));
    return lines;
  }

  /** Layers that have the same tensor become one name. */
  private static List<String> brief(List<String> names) {
    Map<String, List<Integer>> layers = new LinkedHashMap<>(); // by what follows the number
    List<String> brief = new ArrayList<>();
    for (String name : names) {
      if (name.startsWith(LAYERS)) {
        int dot = name.indexOf('.', LAYERS.length());
        int layer = Integer.parseInt(name.substring(LAYERS.length(), dot));
        layers.computeIfAbsent(name.substring(dot), any -> new ArrayList<>()).add(layer);
      } else {
        brief.add(name);
      }
    }
    layers.forEach((tensor, numbers) -> brief.add(LAYERS + ranges(numbers) + tensor));
    return brief;
  }

  /** {@code 0-3,7} of rising numbers. */
  private static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int end = i;
      while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
        end++;
      }
      text.append(text.length() == 0 ? "" : ",").append(numbers.get(i));
      if (end > i) {
        text.append('-').append(numbers.get(end));
      }
      i = end + 1;
    }
    return text.toString();
  }
}
