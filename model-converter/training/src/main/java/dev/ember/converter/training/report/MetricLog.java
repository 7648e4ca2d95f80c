package dev.ember.converter.training.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves of a run's metrics: for each stage and each measure the steps at which it was taken,
 * from files of JSON Lines with {@code stage} and {@code step}.
 */
final class MetricLog {
  private static final List<String> IN_ORDER =
      List.of("pretrain", "sft", "reward", "rlhf", "dpo", "distil");
  private static final Set<String> NO_MEASURE = Set.of("stage", "step");

  private final Map<String, Map<String, Curve>> curves = new LinkedHashMap<>();

  /** One measure over the steps of one stage. */
  static final class Curve {
    private final List<Double> steps = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    double[] steps() {
      return steps.stream().mapToDouble(step -> step).toArray();
    }

    double[] values() {
      return values.stream().mapToDouble(value -> value).toArray();
    }

    double last() {
      return values.get(values.size() - 1);
    }
  }

  /** Reads a file's lines beside those read before. */
  void read(Path file) throws IOException {
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        add(JsonParser.parseString(line).getAsJsonObject());
      } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
        throw new IOException(file + ", line " + number + ": " + e.getMessage(), e);
      }
    }
  }

  private void add(JsonObject line) {
    JsonElement step = line.get("step");
    if (step == null) {
      return;
    }
    String stage = line.has("stage") ? line.get("stage").getAsString() : "run";
    for (Map.Entry<String, JsonElement> member : line.entrySet()) {
      boolean number =
          member.getValue().isJsonPrimitive() && member.getValue().getAsJsonPrimitive().isNumber();
      if (number && !NO_MEASURE.contains(member.getKey())) {
        Curve curve =
            curves
                .computeIfAbsent(stage, name -> new LinkedHashMap<>())
                .computeIfAbsent(member.getKey(), name -> new Curve());
        curve.steps.add(step.getAsDouble());
        curve.values.add(member.getValue().getAsDouble());
      }
    }
  }

  /** The stages, in the order in which a model goes through them; others behind. */
  List<String> stages() {
    return curves.keySet().stream()
        .sorted(
            Comparator.comparingInt(
                stage -> IN_ORDER.contains(stage) ? IN_ORDER.indexOf(stage) : IN_ORDER.size()))
        .toList();
  }

  /** The measures of a stage, in the order in which they appear. */
  Set<String> measures(String stage) {
    return new LinkedHashSet<>(ofStage(stage).keySet());
  }

  boolean has(String stage, String measure) {
    return ofStage(stage).containsKey(measure);
  }

  Curve curve(String stage, String measure) {
    Curve curve = ofStage(stage).get(measure);
    if (curve == null) {
      throw new IllegalArgumentException("stage " + stage + " has no measure " + measure);
    }
    return curve;
  }

  private Map<String, Curve> ofStage(String stage) {
    return curves.getOrDefault(stage, Map.of());
  }
}
