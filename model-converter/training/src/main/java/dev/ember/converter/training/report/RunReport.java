package dev.ember.converter.training.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.ember.converter.training.plot.BarPlot;
import dev.ember.converter.training.plot.LinePlot;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
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
  static final String PAGE = "report.html";

  private static final int DEEPEST = 4; // RUN/STAGE/training/metrics.jsonl

  /** What a run writes; a folder of runs holds corpora too. */
  private static final List<String> LOGS = List.of("loss.jsonl", "metrics.jsonl", "speed.jsonl");

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
    for (String name : LOGS) {
      for (Path file : files(name)) {
        log.read(file, folder(file));
      }
    }
    boolean model = Files.exists(run.resolve("config.json"));
    if (log.stages().isEmpty() && !model) {
      throw new IOException(run + ": expected a run with metrics or a model but found neither");
    }
    CurveSection curves = new CurveSection(log);
    curves.addTo(page);
    numbers.add("curves", curves.json());
    List<Path> rewards = files("reward.json");
    for (Path file : rewards) {
      addReward(file, rewards.size() > 1 ? " in " + folder(file) : "");
    }
    if (model) {
      new ModelSection(run, prompts).addTo(page, numbers);
    }
  }

  /** Writes {@code report.html} and {@code report.json}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    RunFolder.writeText(folder.resolve(PAGE), page.html());
    String json =
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(numbers);
    RunFolder.writeText(folder.resolve("report.json"), json + "\n");
  }

  /** The files of this name, in order. */
  private List<Path> files(String name) throws IOException {
    try (Stream<Path> all = Files.walk(run, DEEPEST)) {
      return all.filter(path -> path.endsWith(name)).sorted().toList();
    }
  }

  /** The run of several whose log this is: {@code RUN/training/metrics.jsonl} is RUN's. */
  private String folder(Path log) {
    Path names = run.relativize(log);
    int count = names.getNameCount();
    int above = count > 1 && names.getName(count - 2).endsWith("training") ? 2 : 1;
    return count <= above ? "RUN" : names.subpath(0, count - above).toString();
  }

  private void addReward(Path file, String where) throws IOException {
    try {
      addReward(JsonValue.parse(Utf8File.read(file)), where);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private void addReward(JsonValue json, String where) {
    page.heading("Reward model" + where);
    if (json.field("pairs").number() == 0) {
      page.paragraph("No pair was held out.");
      return;
    }
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%.1f %% of %d held-out pairs in the right order; calibration error %.3f.",
            100 * json.field("accuracy").number(),
            (int) json.field("pairs").number(),
            json.field("calibrationError").number()));
    LinePlot calibration = new LinePlot("Calibration", "claimed to be right", "was right");
    List<JsonValue> bins = json.field("calibration").items();
    double[] claimed = numbers(bins.stream().map(bin -> bin.field("claimed")));
    double[] right = numbers(bins.stream().map(bin -> bin.field("right")));
    calibration.line("reward model", claimed, right).guide("perfect", 0.5, 1);
    page.picture("calibration of the reward model", calibration.png());
    JsonValue scores = json.field("scores");
    double[] centres = numbers(scores.field("centres").items().stream());
    BarPlot histogram =
        new BarPlot("Scores of held-out answers", "score", "answers")
            .bars("better", centres, numbers(scores.field("better").items().stream()))
            .bars("worse", centres, numbers(scores.field("worse").items().stream()));
    page.picture("histogram of scores", histogram.png());
    numbers.add("reward" + where, json.json());
  }

  private static double[] numbers(Stream<JsonValue> values) {
    return values.mapToDouble(JsonValue::number).toArray();
  }
}
