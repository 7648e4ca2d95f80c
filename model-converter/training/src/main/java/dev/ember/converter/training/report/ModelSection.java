package dev.ember.converter.training.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.checkpoint.CanonicalWeights;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.plot.HeatPlot;
import dev.ember.inference.backend.reference.RowReader;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.chat.Message;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a model has learned of words, places and attention, as pictures and tables. Its numbers are
 * those of {@link EmbeddingSpace} and {@link Microscope}, which the app and the terminal show too.
 */
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
      DecoderWeights weights = CanonicalWeights.of(model.parameters());
      addEmbedding(page, numbers, weights, model.tokenizer());
      addAttention(page, numbers, weights, model);
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

  private static void addEmbedding(
      HtmlPage page, JsonObject numbers, DecoderWeights weights, Tokenizer tokenizer) {
    float[] table = weights.tensor(TensorName.EMBEDDING); // [V * E]
    EmbeddingSpace space = new EmbeddingSpace(TensorView.of(table, weights.config().hidden()));
    EmbeddingMap map = new EmbeddingMap(space, tokenizer);
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

  private void addAttention(
      HtmlPage page, JsonObject numbers, DecoderWeights weights, Checkpoint model)
      throws IOException {
    DecoderConfig config = weights.config();
    Microscope microscope = new Microscope(config, RowReader.of(weights));
    int most = Math.min(MOST_TOKENS, config.context());
    JsonArray all = new JsonArray();
    for (String prompt : prompts) {
      int[] tokens =
          model.template().encode(List.of(Message.user(prompt)), true, model.tokenizer());
      int[] shown = Arrays.copyOf(tokens, Math.min(tokens.length, most));
      List<String> names = names(shown, model.tokenizer());
      Observation seen =
          microscope.look(shown, ObservationRequest.allAttention(config), (done, layers) -> true);
      page.heading("Attention: " + prompt);
      page.paragraph("Each row is a token and shows what it looks at, as the mean over all heads.");
      for (int layer = 0; layer < config.layers(); layer++) {
        double[][] mean = mean(seen, layer, config.heads());
        page.picture(
            "attention of layer " + layer,
            new HeatPlot("Layer " + layer, names, names, mean).png());
        all.add(json(prompt, layer, mean));
      }
    }
    numbers.add("attention", all);
  }

  /** Of all heads, {@code [T, T]}. */
  private static double[][] mean(Observation seen, int layer, int heads) {
    List<AttentionMap> maps =
        IntStream.range(0, heads).mapToObj(head -> seen.attention(layer, head)).toList();
    AttentionMap mean = AttentionMap.mean(maps);
    double[][] weights = new double[mean.tokens()][mean.tokens()];
    for (int query = 0; query < weights.length; query++) {
      for (int key = 0; key <= query; key++) {
        weights[query][key] = mean.weight(query, key);
      }
    }
    return weights;
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
