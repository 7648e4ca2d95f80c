package dev.ember.converter.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.preference.TinyWorld;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RunReportTest {
  private static final Pattern PICTURE =
      Pattern.compile("alt=\"([^\"]*)\"[^>]*src=\"data:image/png;base64,([^\"]*)\"");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void report_wholeRun_isOnePageWithEveryPicture() throws IOException {
    Path run = temporary.newFolder().toPath();
    try (Checkpoint model = TinyWorld.checkpoint(1)) {
      model.write(run);
    }
    Files.createDirectories(run.resolve("training"));
    Files.write(
        run.resolve("training/metrics.jsonl"),
        List.of(
            "{\"stage\":\"rlhf\",\"step\":0,\"loss\":2.5,\"learningRate\":1e-3,"
                + "\"gradientNorm\":0.5,\"tokens\":64,\"reward\":0.1,\"kl\":0}",
            "{\"stage\":\"rlhf\",\"step\":1,\"loss\":2.0,\"learningRate\":2e-3,"
                + "\"gradientNorm\":0.4,\"tokens\":64,\"reward\":0.7,\"kl\":null}",
            "{\"stage\":\"rlhf\",\"step\":2,\"heldOutLoss\":2.25}"));
    Files.write(
        run.resolve("training/speed.jsonl"),
        List.of("{\"stage\":\"rlhf\",\"step\":0,\"seconds\":0.5,\"tokensPerSecond\":128}"));
    Files.write(
        run.resolve("training/reward.json"),
        List.of(
            "{\"pairs\":4,\"accuracy\":0.75,\"loss\":0.4,\"calibrationError\":0.1,"
                + "\"calibration\":[{\"claimed\":0.6,\"right\":0.5,\"pairs\":2},"
                + "{\"claimed\":0.9,\"right\":1,\"pairs\":2}],"
                + "\"scores\":{\"centres\":[-1,1],\"better\":[1,3],\"worse\":[3,1]}}"));
    RunReport report = new RunReport(run);
    report.collect(List.of("Tell me of the dog"));
    report.write(run);

    String html = Files.readString(run.resolve("report.html"));
    assertThat(html)
        .doesNotContain("http")
        .contains("75.0 % of 4 held-out pairs")
        .contains("Attention: Tell me of the dog");
    List<String> names = new ArrayList<>();
    Matcher matcher = PICTURE.matcher(html);
    while (matcher.find()) {
      names.add(matcher.group(1));
      assertThat(colours(matcher.group(2))).as(matcher.group(1)).isGreaterThan(3);
    }
    assertThat(names)
        .containsExactly(
            "rlhf: Loss",
            "rlhf: Reward",
            "rlhf: Divergence from the model before, nats an answer",
            "rlhf: Learning rate",
            "rlhf: Norm of the gradient",
            "rlhf: Tokens a second",
            "calibration of the reward model",
            "histogram of scores",
            "rotary positions",
            "attention of layer 0",
            "attention of layer 1");

    JsonObject json =
        JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
    JsonArray curves = json.getAsJsonObject("curves").getAsJsonArray("rlhf");
    assertThat(steps(curves, "reward")).containsExactly(0, 1);
    assertThat(values(curves, "reward")).containsExactly(0.1, 0.7);
    assertThat(steps(curves, "kl")).as("null is no number").containsExactly(0);
    assertThat(steps(curves, "heldOutLoss")).containsExactly(2);
    assertThat(values(curves, "heldOutLoss")).containsExactly(2.25);
    assertThat(values(curves, "tokensPerSecond")).containsExactly(128);
    assertThat(together(curves, "loss")).as("the same steps").isSameAs(together(curves, "reward"));
    assertThat(curves.asList()).as("steps 0 and 1, 0 alone, 2 alone").hasSize(3);
    assertThat(json.getAsJsonObject("reward").get("accuracy").getAsDouble()).isEqualTo(0.75);
    assertRowsSumToOne(json);
  }

  @Test
  public void report_twoRunsOfOneStage_areTwoCurves() throws IOException {
    Path runs = temporary.newFolder().toPath();
    String line = "{\"stage\":\"dpo\",\"step\":%d,\"loss\":%s}";
    for (String run : List.of("a", "b")) {
      Files.createDirectories(runs.resolve(run + "/training"));
      String loss = run.equals("a") ? "0.5" : "0.25";
      Files.write(
          runs.resolve(run + "/training/metrics.jsonl"),
          List.of(line.formatted(0, "0.7"), line.formatted(1, loss)));
    }
    Files.createDirectories(runs.resolve("sft/training"));
    Files.write(
        runs.resolve("sft/training/metrics.jsonl"),
        List.of("{\"stage\":\"sft\",\"step\":0,\"loss\":2}"));
    Files.write(runs.resolve("chats.jsonl"), List.of("[\"no log of a run\"]"));

    RunReport report = new RunReport(runs);
    report.collect(List.of());
    report.write(runs);

    JsonObject curves =
        JsonParser.parseString(Files.readString(runs.resolve("report.json")))
            .getAsJsonObject()
            .getAsJsonObject("curves");
    assertThat(curves.keySet()).containsExactly("sft", "dpo in a", "dpo in b");
    assertThat(values(curves.getAsJsonArray("dpo in a"), "loss")).containsExactly(0.7, 0.5);
    assertThat(values(curves.getAsJsonArray("dpo in b"), "loss")).containsExactly(0.7, 0.25);
  }

  @Test
  public void report_emptyFolder_refused() throws IOException {
    Path run = temporary.newFolder().toPath();
    assertThatThrownBy(() -> new RunReport(run).collect(List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found neither");
  }

  @Test
  public void report_brokenLine_namesFileAndLine() throws IOException {
    Path run = temporary.newFolder().toPath();
    Files.write(run.resolve("metrics.jsonl"), List.of("{\"step\":0,\"loss\":1}", "{\"step\":"));
    assertThatThrownBy(() -> new RunReport(run).collect(List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("metrics.jsonl, line 2");
  }

  private static double[] steps(JsonArray curves, String measure) {
    return numbers(together(curves, measure).getAsJsonArray("steps"));
  }

  private static double[] values(JsonArray curves, String measure) {
    return numbers(together(curves, measure).getAsJsonObject("values").getAsJsonArray(measure));
  }

  /** The curves that share their steps with this one. */
  private static JsonObject together(JsonArray curves, String measure) {
    return curves.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(each -> each.getAsJsonObject("values").has(measure))
        .findFirst()
        .orElseThrow();
  }

  private static double[] numbers(JsonArray numbers) {
    return numbers.asList().stream().mapToDouble(JsonElement::getAsDouble).toArray();
  }

  /** What a token looks at is a distribution over it and those before it. */
  private static void assertRowsSumToOne(JsonObject json) {
    var rows =
        json.getAsJsonArray("attention").get(0).getAsJsonObject().getAsJsonArray("meanOverHeads");
    for (int row = 0; row < rows.size(); row++) {
      double sum = 0;
      for (int column = 0; column < rows.size(); column++) {
        double share = rows.get(row).getAsJsonArray().get(column).getAsDouble();
        assertThat(column <= row || share < 1e-6).as("nothing looks ahead").isTrue();
        sum += share;
      }
      assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5)); // float32 softmax
    }
  }

  private static int colours(String base64) throws IOException {
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 3) {
      for (int x = 0; x < image.getWidth(); x += 3) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours.size();
  }
}
