package dev.ember.converter.training.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.ember.converter.training.plot.BarPlot;
import dev.ember.converter.training.plot.LinePlot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One page about a run: its curves, what its reward model is worth, what its model has learned of
 * words, places and attention. It needs nothing beside it and no network; the numbers lie beside it
 * as JSON.
 */
final class RunReport {
  private static final int DEEPEST = 4; // RUN/STAGE/training/metrics.jsonl

  private final Path run;
  private final HtmlPage page;
  private final JsonObject numbers = new JsonObject();

  RunReport(Path run) {
    this.run = run;
    this.page = new HtmlPage("Run " + run.toAbsolutePath().normalize().getFileName());
  }

  /**
   * Reads the logs of a run and, where there is a model, the model.
   *
   * @throws IOException if there is neither
   */
  void collect(List<String> prompts) throws IOException {
    MetricLog log = new MetricLog();
    List<Path> files = files(".jsonl");
    for (Path file : files) {
      log.read(file);
    }
    boolean model = Files.exists(run.resolve("config.json"));
    if (log.stages().isEmpty() && !model) {
      throw new IOException(run + ": expected a run with metrics or a model but found neither");
    }
    CurveSection curves = new CurveSection(log);
    curves.addTo(page);
    numbers.add("curves", curves.json());
    for (Path file : files("reward.json")) {
      addReward(file);
    }
    if (model) {
      new ModelSection(run, prompts).addTo(page, numbers);
    }
  }

  /** Writes {@code report.html} and {@code report.json}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("report.html"), page.html().getBytes(StandardCharsets.UTF_8));
    String json =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(numbers);
    Files.write(folder.resolve("report.json"), (json + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The files of the run whose names end so, in order. */
  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(run, DEEPEST)) {
      return all.filter(path -> path.getFileName().toString().endsWith(ending)).sorted().toList();
    }
  }

  private void addReward(Path file) throws IOException {
    JsonObject json;
    try {
      json =
          JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8)).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    page.heading("Reward model");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%.1f %% of %d held-out pairs in the right order; calibration error %.3f.",
            100 * json.get("accuracy").getAsDouble(),
            json.get("pairs").getAsInt(),
            json.get("calibrationError").getAsDouble()));
    LinePlot calibration = new LinePlot("Calibration", "claimed to be right", "was right");
    JsonArray bins = json.getAsJsonArray("calibration");
    double[] claimed = new double[bins.size()];
    double[] right = new double[bins.size()];
    for (int i = 0; i < claimed.length; i++) {
      claimed[i] = bins.get(i).getAsJsonObject().get("claimed").getAsDouble();
      right[i] = bins.get(i).getAsJsonObject().get("right").getAsDouble();
    }
    calibration.line("reward model", claimed, right).guide("perfect", 0.5, 1);
    page.picture("calibration of the reward model", calibration.png());
    JsonObject scores = json.getAsJsonObject("scores");
    double[] centres = doubles(scores.getAsJsonArray("centres"));
    BarPlot histogram =
        new BarPlot("Scores of held-out answers", "score", "answers")
            .bars("better", centres, doubles(scores.getAsJsonArray("better")))
            .bars("worse", centres, doubles(scores.getAsJsonArray("worse")));
    page.picture("histogram of scores", histogram.png());
    numbers.add("reward", json);
  }

  private static double[] doubles(JsonArray array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsDouble();
    }
    return values;
  }
}
