package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.inference.chat.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

public final class CompareCommandTest extends TuningWorld {
  @Test
  public void compare_twoModels_givesEachOnesAnswerAndCandidates() throws IOException {
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    try (Checkpoint checkpoint = TinyWorld.checkpoint(2)) {
      checkpoint.write(other);
    }
    String printed =
        printedBy("compare", model, other, "--prompt", "Tell me", "--answer-tokens", 4, "--json");
    JsonArray all = JsonParser.parseString(printed).getAsJsonArray();
    assertThat(all).hasSize(1);
    JsonObject asked = all.get(0).getAsJsonObject();
    assertThat(asked.get("prompt").getAsString()).isEqualTo("Tell me");
    JsonArray models = asked.getAsJsonArray("models");
    assertThat(models).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Path path = i == 0 ? model : other;
      JsonObject one = models.get(i).getAsJsonObject();
      assertThat(one.get("model").getAsString()).isEqualTo(path.toString());
      assertThat(probabilities(one)).containsExactly(likeliest(path), within(1e-6));
      // At temperature 0 the answer begins with the first of them; four tokens are no whole one.
      String first = text(one.getAsJsonArray("candidates").get(0));
      assertThat(one.get("answer").getAsString()).startsWith(first.strip());
      assertThat(one.get("stopped").getAsBoolean()).isFalse();
    }
    assertThat(probabilities(models.get(0).getAsJsonObject()))
        .isNotEqualTo(probabilities(models.get(1).getAsJsonObject()));
  }

  private static String text(JsonElement candidate) {
    return candidate.getAsJsonObject().get("text").getAsString();
  }

  private static double[] probabilities(JsonObject one) {
    return one.getAsJsonArray("candidates").asList().stream()
        .mapToDouble(candidate -> candidate.getAsJsonObject().get("probability").getAsDouble())
        .toArray();
  }

  /** The six largest probabilities of a model's first token, by its own forward pass. */
  private static double[] likeliest(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      int[] prompt = TinyWorld.encoder().prompt(List.of(Message.user("Tell me")));
      float[] logits = new Gpt(checkpoint.parameters(), Precision.FLOAT32).logits(prompt);
      int vocabulary = checkpoint.parameters().config().vocabulary();
      double[] weights =
          IntStream.range(logits.length - vocabulary, logits.length)
              .mapToDouble(i -> Math.exp(logits[i]))
              .toArray();
      double sum = DoubleStream.of(weights).sum();
      return DoubleStream.of(weights)
          .map(weight -> -weight / sum)
          .sorted()
          .limit(6)
          .map(x -> -x)
          .toArray();
    }
  }

  /** What a command writes to standard output. */
  private String printedBy(Object... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      assertThat(run(words)).isZero();
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
