package dev.ember.converter.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.CanonicalWeights;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.inference.backend.reference.RowReader;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.TensorView;
import dev.ember.inference.chat.Message;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.Neighbour;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The report says of a model what the app and the terminal say of the same weights. */
public final class SharedNumbersTest {
  private static final String PROMPT = "Tell me of the dog";

  /** The model in the repository, so that there are words to ask for. */
  private static final Path SHIPPED = Path.of("../../models/ember-tiny/model.ember");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void attention_everyLayer_isTheMicroscopes() throws IOException {
    Path run = temporary.newFolder().toPath();
    try (Checkpoint model = TinyWorld.checkpoint(1)) {
      model.write(run);
    }
    RunReport report = new RunReport(run);
    report.collect(List.of(PROMPT));
    report.write(run);
    JsonArray layers =
        JsonParser.parseString(Files.readString(run.resolve("report.json")))
            .getAsJsonObject()
            .getAsJsonArray("attention");
    try (Checkpoint model = Checkpoint.open(run)) {
      List<AttentionMap> maps = meansOfLayers(model);
      assertThat(layers).hasSameSizeAs(maps);
      for (JsonElement each : layers) {
        JsonObject layer = each.getAsJsonObject();
        requireSame(layer.getAsJsonArray("meanOverHeads"), maps.get(layer.get("layer").getAsInt()));
      }
    }
  }

  private static List<AttentionMap> meansOfLayers(Checkpoint model) throws IOException {
    DecoderWeights weights = CanonicalWeights.of(model.parameters());
    DecoderConfig config = weights.config();
    int[] tokens = model.template().encode(List.of(Message.user(PROMPT)), true, model.tokenizer());
    var seen =
        new Microscope(config, RowReader.of(weights))
            .look(tokens, ObservationRequest.allAttention(config), (done, layers) -> true);
    return IntStream.range(0, config.layers())
        .mapToObj(
            layer ->
                AttentionMap.mean(
                    IntStream.range(0, config.heads())
                        .mapToObj(head -> seen.attention(layer, head))
                        .toList()))
        .toList();
  }

  private static void requireSame(JsonArray rows, AttentionMap map) {
    assertThat(rows).hasSize(map.tokens());
    for (int query = 0; query < map.tokens(); query++) {
      for (int key = 0; key < map.tokens(); key++) {
        assertThat(rows.get(query).getAsJsonArray().get(key).getAsFloat())
            .isEqualTo(map.weight(query, key));
      }
    }
  }

  @Test
  public void neighbours_ofTheModelThatShips_areTheEmbeddingSpaces() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(SHIPPED)) {
      Tokenizer tokenizer = bundle.tokenizer();
      EmbeddingSpace space = new EmbeddingSpace(bundle);
      float[] table = bundle.weights().tensor(TensorName.EMBEDDING); // [V * E]
      EmbeddingMap map =
          new EmbeddingMap(new EmbeddingSpace(TensorView.of(table, space.hidden())), tokenizer);
      List<String> asked = EmbeddingMap.WORDS.stream().filter(map::knows).toList();
      assertThat(asked).hasSizeGreaterThan(EmbeddingMap.WORDS.size() / 2);
      for (String word : asked) {
        EmbeddingMap.Neighbour named = map.neighbours(word, 1).get(0);
        int token = token(named.word(), tokenizer);
        float[] direction = space.direction(new int[] {token(word, tokenizer)});
        Neighbour nearest = space.nearest(direction, 1, each -> each == token).get(0);
        assertThat(named.cosine()).as(word).isEqualTo(nearest.similarity());
      }
      assertThat(map.analogies(3)).isNotEmpty();
    }
  }

  private static int token(String word, Tokenizer tokenizer) {
    int[] tokens = tokenizer.encode(" " + word);
    assertThat(tokens).as(word).hasSize(1);
    return tokens[0];
  }
}
