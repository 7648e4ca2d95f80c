package dev.ember.converter.training.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.plot.LinePlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The curves of every stage of a run: what belongs on one axis is drawn in one picture. */
final class CurveSection {
  /** A picture's title to the measures in it; measures without a picture get one of their own. */
  private static final Map<String, List<String>> PICTURES = new LinkedHashMap<>();

  static {
    PICTURES.put("Loss", List.of("loss", "heldOutLoss", "teacherLoss"));
    PICTURES.put("Pairs in the right order", List.of("accuracy", "heldOutAccuracy"));
    PICTURES.put("Reward", List.of("reward", "heldOutReward"));
    PICTURES.put("Divergence from the model before, nats an answer", List.of("kl"));
    PICTURES.put("What a nat of divergence costs", List.of("klCoefficient"));
    PICTURES.put("Margin", List.of("margin", "heldOutMargin"));
    PICTURES.put("Learning rate", List.of("learningRate"));
    PICTURES.put("Norm of the gradient", List.of("gradientNorm"));
    PICTURES.put("Tokens a second", List.of("tokensPerSecond"));
  }

  /** Known from the other measures. */
  private static final Set<String> NOT_DRAWN = Set.of("tokens", "seconds");

  private final MetricLog log;

  CurveSection(MetricLog log) {
    this.log = log;
  }

  void addTo(HtmlPage page) {
    for (String stage : log.stages()) {
      page.heading("Stage " + stage);
      List<String> left = new ArrayList<>(log.measures(stage));
      left.removeAll(NOT_DRAWN);
      for (Map.Entry<String, List<String>> picture : PICTURES.entrySet()) {
        List<String> measures = picture.getValue().stream().filter(left::contains).toList();
        if (!measures.isEmpty()) {
          add(page, stage, picture.getKey(), measures);
          left.removeAll(measures);
        }
      }
      for (String measure : left) {
        add(page, stage, measure, List.of(measure));
      }
    }
  }

  private void add(HtmlPage page, String stage, String title, List<String> measures) {
    LinePlot plot = new LinePlot(title, "step", "");
    for (String measure : measures) {
      MetricLog.Curve curve = log.curve(stage, measure);
      plot.line(measure, curve.steps(), curve.values());
    }
    if (!plot.isEmpty()) {
      page.picture(stage + ": " + title, plot.png());
    }
  }

  /**
   * Every measure as it is drawn, stage by stage: {@code steps} with the {@code values} of each
   * measure that was taken at just these. Written once, for a long run has many.
   */
  JsonObject json() {
    JsonObject json = new JsonObject();
    for (String stage : log.stages()) {
      JsonArray curves = new JsonArray();
      valuesAtSteps(stage)
          .forEach(
              (steps, values) -> {
                JsonObject together = new JsonObject();
                together.add("steps", numbers(steps));
                together.add("values", values);
                curves.add(together);
              });
      json.add(stage, curves);
    }
    return json;
  }

  private Map<List<Double>, JsonObject> valuesAtSteps(String stage) {
    Map<List<Double>, JsonObject> valuesAtSteps = new LinkedHashMap<>();
    for (String measure : log.measures(stage)) {
      MetricLog.Curve curve = log.curve(stage, measure);
      valuesAtSteps
          .computeIfAbsent(boxed(curve.steps()), steps -> new JsonObject())
          .add(measure, numbers(boxed(curve.values())));
    }
    return valuesAtSteps;
  }

  /** Lists, for arrays are never equal. */
  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static JsonArray numbers(List<Double> values) {
    JsonArray numbers = new JsonArray(values.size());
    values.forEach(numbers::add);
    return numbers;
  }
}
