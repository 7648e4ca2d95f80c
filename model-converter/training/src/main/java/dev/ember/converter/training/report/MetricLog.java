package dev.ember.converter.training.report;

import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.converter.training.text.TextSources;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The curves of a run's metrics: for each stage of each folder and each measure the steps at which
 * it was taken, from files of JSON Lines with {@code stage} and {@code step}. A stage that several
 * folders have is called by its folder too.
 */
final class MetricLog {
  private static final List<String> IN_ORDER =
      List.of("pretrain", "sft", "reward", "rlhf", "dpo", "distil");
  private static final Set<String> NO_MEASURE = Set.of("stage", "step");

  private final Map<Series, Map<String, Curve>> curves = new LinkedHashMap<>();

  /** One stage as one folder logged it. */
  private record Series(String folder, String stage) {}

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
  }

  /**
   * Reads a file's lines beside those read before.
   *
   * @param folder the run that it belongs to
   */
  void read(Path file, String folder) throws IOException {
    try (BufferedReader lines = TextSources.lines(file)) {
      NumberedLines.read(
          lines, file.toString(), (line, number) -> add(JsonValue.parse(line), folder));
    }
  }

  private void add(JsonValue line, String folder) {
    if (!line.has("step")) {
      return;
    }
    double step = line.field("step").number();
    String stage = line.has("stage") ? line.field("stage").text() : "run";
    line.object()
        .forEach(
            (measure, value) -> {
              if (value.isNumber() && !NO_MEASURE.contains(measure)) {
                Curve curve =
                    curves
                        .computeIfAbsent(new Series(folder, stage), name -> new LinkedHashMap<>())
                        .computeIfAbsent(measure, name -> new Curve());
                curve.steps.add(step);
                curve.values.add(value.number());
              }
            });
  }

  /** The stages, in the order in which a model goes through them; others behind. */
  List<String> stages() {
    return curves.keySet().stream()
        .sorted(
            Comparator.comparingInt(
                series ->
                    IN_ORDER.contains(series.stage)
                        ? IN_ORDER.indexOf(series.stage)
                        : IN_ORDER.size()))
        .map(this::name)
        .toList();
  }

  private String name(Series series) {
    boolean alone =
        curves.keySet().stream()
            .noneMatch(other -> other.stage.equals(series.stage) && !other.equals(series));
    return alone ? series.stage : series.stage + " in " + series.folder;
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

  private Map<String, Curve> ofStage(String name) {
    return curves.keySet().stream()
        .filter(series -> name(series).equals(name))
        .findFirst()
        .map(curves::get)
        .orElse(Map.of());
  }
}
