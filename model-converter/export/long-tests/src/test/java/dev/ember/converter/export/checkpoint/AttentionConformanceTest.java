package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationListener;
import dev.ember.inference.observe.ObservationRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** What the microscope shows of random models, against attention that transformers computed. */
@RunWith(Parameterized.class)
public final class AttentionConformanceTest {
  /** Float32 rounding of a softmax over a dozen scores. */
  private static final float TOLERANCE = 1e-5f;

  /** The sequence whose attention is known. */
  private static final int SEQUENCE = 1;

  @Parameter public String name = "";

  @Parameters(name = "{0}")
  public static List<String> names() {
    return List.of("gemma3_text", "gpt2", "llama", "qwen3");
  }

  @Test
  public void look_everyHead_attendsAsInTransformers() throws IOException {
    int[] text = text();
    ByteBuffer expected = floats();
    try (ModelSource source = ModelSources.open(vectors())) {
      DecoderConfig config = source.weights().config();
      assertThat(expected.capacity())
          .isEqualTo(config.layers() * config.heads() * text.length * text.length * Float.BYTES);
      Observation seen =
          new Microscope(config, source.weights()::read)
              .look(text, ObservationRequest.allAttention(config), ObservationListener.NONE);
      float largest = 0;
      for (int layer = 0; layer < config.layers(); layer++) {
        for (int head = 0; head < config.heads(); head++) {
          int at = (layer * config.heads() + head) * text.length * text.length;
          largest = Math.max(largest, furthest(seen.attention(layer, head), expected, at));
        }
      }
      assertThat(largest).as(name).isLessThan(TOLERANCE);
    }
  }

  private static float furthest(AttentionMap map, ByteBuffer expected, int at) {
    float largest = 0;
    for (int query = 0; query < map.tokens(); query++) {
      for (int key = 0; key < map.tokens(); key++) {
        float theirs = expected.getFloat((at + query * map.tokens() + key) * Float.BYTES);
        largest = Math.max(largest, Math.abs(map.weight(query, key) - theirs));
      }
    }
    return largest;
  }

  private int[] text() throws IOException {
    byte[] bytes = Files.readAllBytes(vectors().resolve("inputs.json"));
    JsonElement inputs = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
    List<Integer> ids = new ArrayList<>();
    for (JsonElement id :
        inputs.getAsJsonObject().getAsJsonArray("sequences").get(SEQUENCE).getAsJsonArray()) {
      ids.add(id.getAsInt());
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private ByteBuffer floats() throws IOException {
    byte[] bytes = Files.readAllBytes(vectors().resolve("attentions_1.f32"));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path vectors() {
    return Path.of(System.getProperty("ember.vectors"), "hf", name);
  }
}
