package dev.ember.converter.training.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.plot.HeatPlot;
import dev.ember.inference.chat.Message;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model has learned of words, places and attention, as pictures and tables. */
final class ModelSection {
  private static final int NEIGHBOURS = 6;
  private static final int ANSWERS = 3;

  /** Beyond, nobody can read the names of the tokens. */
  private static final int MOST_TOKENS = 40;

  private final Path path;
  private final List<String> prompts;

  ModelSection(Path path, List<String> prompts) {
    this.path = path;
    this.prompts = prompts;
  }

  void addTo(HtmlPage page, JsonObject numbers) throws IOException {
    try (Checkpoint model = Checkpoint.open(path)) {
      addPositions(page, model.parameters());
      addEmbedding(page, numbers, model);
      addAttention(page, numbers, model);
    }
  }

  private static void addPositions(HtmlPage page, Parameters parameters) {
    page.heading("Positions");
    if (parameters.layout().contains(TensorName.POSITION_EMBEDDING)) {
      page.picture(
          "table of positions",
          PositionPicture.ofTable(
              values(parameters, TensorName.POSITION_EMBEDDING), parameters.config().hidden()));
    } else if (parameters.config().attention().rotary(0).turns()) {
      page.picture("rotary positions", PositionPicture.ofRotary(parameters.config()));
    }
  }

  private static void addEmbedding(HtmlPage page, JsonObject numbers, Checkpoint model) {
    EmbeddingMap map =
        new EmbeddingMap(
            values(model.parameters(), TensorName.EMBEDDING),
            model.parameters().config().hidden(),
            model.tokenizer());
    page.heading("Words that lie near each other in the embedding");
    List<List<String>> rows = new ArrayList<>();
    JsonObject neighbours = new JsonObject();
    for (String word : EmbeddingMap.WORDS) {
      if (map.knows(word)) {
        List<EmbeddingMap.Neighbour> nearest = map.neighbours(word, NEIGHBOURS);
        rows.add(List.of(word, words(nearest)));
        neighbours.add(word, json(nearest));
      }
    }
    page.table(List.of("word", "nearest"), rows);
    numbers.add("neighbours", neighbours);

    page.heading("Analogies");
    List<List<String>> questions = new ArrayList<>();
    JsonObject analogies = new JsonObject();
    for (EmbeddingMap.Analogy analogy : map.analogies(ANSWERS)) {
      questions.add(List.of(analogy.question(), analogy.expected(), words(analogy.answers())));
      analogies.add(analogy.question(), json(analogy.answers()));
    }
    page.table(List.of("question", "meant", "answers"), questions);
    numbers.add("analogies", analogies);
  }

  private void addAttention(HtmlPage page, JsonObject numbers, Checkpoint model) {
    Gpt gpt = new Gpt(model.parameters(), Precision.FLOAT32);
    int heads = gpt.config().heads();
    JsonArray all = new JsonArray();
    for (String prompt : prompts) {
      int[] tokens =
          model.template().encode(List.of(Message.user(prompt)), true, model.tokenizer());
      int[] shown = Arrays.copyOf(tokens, Math.min(tokens.length, MOST_TOKENS));
      List<String> names = names(shown, model.tokenizer());
      List<float[]> layers = gpt.attentionShares(shown); // [H * T * T] of each layer
      page.heading("Attention: " + prompt);
      page.paragraph("Each row is a token and shows what it looks at, as the mean over all heads.");
      for (int layer = 0; layer < layers.size(); layer++) {
        double[][] mean = mean(layers.get(layer), heads, shown.length);
        page.picture(
            "attention of layer " + layer,
            new HeatPlot("Layer " + layer, names, names, mean).png());
        all.add(json(prompt, layer, mean));
      }
    }
    numbers.add("attention", all);
  }

  private static double[][] mean(float[] shares, int heads, int length) {
    double[][] mean = new double[length][length];
    for (int head = 0; head < heads; head++) {
      for (int row = 0; row < length; row++) {
        for (int column = 0; column < length; column++) {
          mean[row][column] += shares[(head * length + row) * length + column] / heads;
        }
      }
    }
    return mean;
  }

  private static JsonObject json(String prompt, int layer, double[][] mean) {
    JsonObject json = new JsonObject();
    json.addProperty("prompt", prompt);
    json.addProperty("layer", layer);
    JsonArray rows = new JsonArray();
    for (double[] row : mean) {
      JsonArray cells = new JsonArray();
      Arrays.stream(row).forEach(cells::add);
      rows.add(cells);
    }
    json.add("meanOverHeads", rows);
    return json;
  }

  private static List<String> names(int[] tokens, Tokenizer tokenizer) {
    List<String> names = new ArrayList<>();
    for (int token : tokens) {
      String text = new String(tokenizer.bytes(token), StandardCharsets.UTF_8);
      names.add(text.replace("\n", "\u21b5"));
    }
    return names;
  }

  private static String words(List<EmbeddingMap.Neighbour> neighbours) {
    List<String> words = new ArrayList<>();
    for (EmbeddingMap.Neighbour one : neighbours) {
      words.add(String.format(Locale.ROOT, "%s %.2f", one.word(), one.cosine()));
    }
    return String.join(", ", words);
  }

  private static JsonArray json(List<EmbeddingMap.Neighbour> neighbours) {
    JsonArray array = new JsonArray();
    for (EmbeddingMap.Neighbour one : neighbours) {
      JsonObject json = new JsonObject();
      json.addProperty("word", one.word());
      json.addProperty("cosine", one.cosine());
      array.add(json);
    }
    return array;
  }

  private static float[] values(Parameters parameters, String name) {
    ParameterLayout.Slot slot = parameters.layout().slot(name);
    return Arrays.copyOfRange(parameters.toArray(), slot.offset(), slot.offset() + slot.size());
  }
}
