package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.preference.PreferenceReader;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.preference.RankedBatch;
import dev.ember.converter.training.preference.RankedBatches;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.converter.training.reward.RewardCheckpoint;
import dev.ember.converter.training.reward.RewardObjective;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.Test;

/** The commands behind instruction tuning, in process, on a model that fits into a test. */
public final class TuningCommandsTest extends TuningWorld {
  @Test
  public void rewardRlhfEvalReport_oneAfterAnother_leaveModelsAndNumbers() throws IOException {
    Path reward = folder.resolve("reward");
    Path rlhf = folder.resolve("rlhf");
    assertThat(stage("reward", reward, 20, "--from", model, "--pairs", pairs)).isZero();
    JsonObject judged = json(reward.resolve("training/reward.json"));
    assertThat(judged.get("pairs").getAsInt()).isPositive();
    assertThat(judged.get("accuracy").getAsDouble()).isBetween(0.0, 1.0);
    try (RewardCheckpoint judge = RewardCheckpoint.open(reward)) {
      List<RankedBatch> heldOut =
          new RankedBatches(
                  new Preferences(PreferenceReader.read(pairs)), judge.encoder(), 64, 8, 1)
              .heldOut();
      assertThat(RewardObjective.meanScore(judge.model(Precision.FLOAT32), heldOut))
          .as("an average held-out answer")
          .isCloseTo(0, within(1e-3)); // the zero is rounded to 1/1024
      assertThat(judge.zero()).isNotZero();
    }

    assertThat(stage("rlhf", rlhf, 4, rlhfBy(reward))).isZero();
    assertThat(rlhf.resolve("model.safetensors")).isNotEmptyFile();
    assertThat(Files.readString(rlhf.resolve("training/metrics.jsonl")))
        .contains("\"kl\":0.000000");

    Path eval = folder.resolve("eval");
    assertThat(
            run(
                "eval",
                model,
                rlhf,
                "--reward",
                reward,
                "--pairs",
                pairs,
                "--prompts",
                pairs,
                "--text",
                texts(),
                "--most-prompts",
                3,
                "--answer-tokens",
                5,
                "--out",
                eval))
        .isZero();
    JsonArray models = json(eval.resolve("training/eval.json")).getAsJsonArray("models");
    assertThat(models).hasSize(2);
    JsonObject first = models.get(0).getAsJsonObject();
    assertThat(first.get("bitsPerByte").getAsDouble()).isPositive();
    assertThat(first.get("pairAccuracy").getAsDouble()).isBetween(0.0, 1.0);
    assertThat(first.getAsJsonArray("answers")).hasSize(3);
    assertThat(first.has("winRate")).as("nothing is compared to itself").isFalse();
    assertThat(models.get(1).getAsJsonObject().get("winRate").getAsDouble()).isBetween(0.0, 1.0);

    assertThat(first.getAsJsonArray("texts")).hasSize(2);
    double alone =
        first.getAsJsonArray("texts").get(1).getAsJsonObject().get("bitsPerByte").getAsDouble();
    assertThat(alone).isPositive().isNotEqualTo(first.get("bitsPerByte").getAsDouble());

    Path questions = folder.resolve("questions.jsonl");
    Files.writeString(
        questions,
        "{\"id\":\"q1\",\"group\":\"memory\",\"turns\":[\"Tell me\",\"And now?\"],"
            + "\"rubric\":\"says what it said\",\"any\":[\"zebra\"]}\n");
    Object[] others = {"eval", model, "--prompts", questions, "--answer-tokens", 5, "--out", eval};
    assertThat(run(others)).as("what stood there would be lost").isOne();
    assertThat(run(also(others, "--fresh"))).isZero();
    JsonObject asked =
        json(eval.resolve("training/eval.json")).getAsJsonArray("models").get(0).getAsJsonObject();
    JsonObject memory = asked.getAsJsonObject("groups").getAsJsonObject("memory");
    assertThat(memory.get("wordsFound").getAsDouble()).isZero();
    assertThat(Files.readString(eval.resolve("training/answers.md")))
        .contains("## memory", "- q1 > Tell me\n- ", "- q1 > And now?\n- ", "*says what it said*");

    assertThat(run("report", rlhf, "--prompt", "Tell me")).isZero();
    assertThat(rlhf.resolve("report.html")).isNotEmptyFile();
    assertThat(json(rlhf.resolve("report.json")).getAsJsonObject("curves").has("rlhf")).isTrue();
  }

  @Test
  public void eval_again_skipsWhatStandsThereUnlessItLearnedOn() throws IOException {
    Path eval = folder.resolve("eval");
    Path other = folder.resolve("other");
    try (Checkpoint checkpoint = TinyWorld.checkpoint(2)) {
      Files.createDirectories(other);
      checkpoint.write(other);
    }
    Object[] options = {
      "--prompts", pairs, "--most-prompts", 2, "--answer-tokens", 5, "--out", eval
    };
    Object[] both = also(new Object[] {"eval", model, other}, options);
    assertThat(run(also(new Object[] {"eval", model}, options))).isZero();
    Path numbers = eval.resolve("training/eval.json");
    Path answers = eval.resolve("training/answers.md");
    String marked = Files.readString(numbers).replace("\"STOPS\": ", "\"seen\": 7, \"STOPS\": ");
    Files.writeString(numbers, marked);
    String first = Files.readString(answers);

    assertThat(run(both)).isZero();
    JsonArray models = json(numbers).getAsJsonArray("models");
    assertThat(models).hasSize(2);
    assertThat(models.get(0).getAsJsonObject().has("seen")).as("taken over").isTrue();
    assertThat(models.get(1).getAsJsonObject().has("seen")).isFalse();
    double wins = models.get(1).getAsJsonObject().get("ruleWinRate").getAsDouble();
    assertThat(Files.readString(answers)).startsWith(first).contains("# " + other);

    assertThat(run(also(both, "--fresh"))).isZero();
    models = json(numbers).getAsJsonArray("models");
    assertThat(models.get(0).getAsJsonObject().has("seen")).isFalse();
    assertThat(models.get(1).getAsJsonObject().get("ruleWinRate").getAsDouble())
        .as("compared to the first of then as to the first of now")
        .isEqualTo(wins);

    Files.writeString(numbers, marked);
    assertThat(run(also(both, "--temperature", 0))).as("other settings").isOne();
    assertThat(Files.readString(numbers)).isEqualTo(marked);
    Files.setLastModifiedTime(model.resolve("model.safetensors"), FileTime.fromMillis(5_000));
    assertThat(run(both)).isZero();
    assertThat(Files.readString(numbers)).as("the same weights, touched").contains("seen");
    try (Checkpoint checkpoint = TinyWorld.checkpoint(2)) {
      checkpoint.write(model);
    }
    assertThat(run(both)).as("other weights").isOne();
    assertThat(run(also(both, "--fresh"))).isZero();
    assertThat(Files.readString(numbers)).doesNotContain("seen");
  }

  @Test
  public void heldOutPairs_judgeAloneAndAreNoPairsToLearnFrom() throws IOException {
    List<String> lines = TinyWorld.lines();
    Path learned = folder.resolve("learned.jsonl");
    Path judged = folder.resolve("judged.jsonl");
    Files.write(learned, lines.subList(0, 26));
    Files.write(judged, lines.subList(26, 30));
    Path reward = folder.resolve("reward");
    assertThat(
            stage("reward", reward, 2, "--from", model, "--pairs", learned)
                + stage(
                    "reward",
                    reward,
                    2,
                    "--from",
                    model,
                    "--pairs",
                    learned,
                    "--held-out-pairs",
                    judged,
                    "--fresh"))
        .isZero();
    // Two kind answers over one that is not: two pairs of each line.
    assertThat(json(reward.resolve("training/reward.json")).get("pairs").getAsInt()).isEqualTo(8);

    assertThat(
            stage(
                "dpo",
                reward,
                2,
                "--from",
                model,
                "--pairs",
                pairs,
                "--held-out-pairs",
                judged,
                "--fresh"))
        .isEqualTo(1);
    assertThat(errors.toString()).contains("nowhere to learn from").contains("nest");

    assertThat(run("eval", model, "--pairs", pairs, "--held-out-pairs", judged)).isEqualTo(2);
    assertThat(errors.toString()).contains("either --pairs or --held-out-pairs");
    Path eval = folder.resolve("eval");
    assertThat(
            run(
                "eval",
                model,
                "--held-out-pairs",
                judged,
                "--prompts",
                judged,
                "--most-prompts",
                1,
                "--answer-tokens",
                5,
                "--out",
                eval))
        .isZero();
    JsonObject found =
        json(eval.resolve("training/eval.json")).getAsJsonArray("models").get(0).getAsJsonObject();
    assertThat(found.get("pairAccuracy").getAsDouble()).isBetween(0.0, 1.0);
  }

  @Test
  public void distil_fromDistributionsAndFromWriting_bothLeaveWhatTheyShould() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(
        text, "Tell me of the dog\n<|endoftext|>\nYes, a kind word\n<|endoftext|>\nNo, go away\n");
    Path student = folder.resolve("student");
    assertThat(
            stage(
                "distil",
                student,
                3,
                "--teacher",
                model,
                "--student",
                model,
                "--text",
                text,
                "--rows",
                2,
                "--length",
                16))
        .isZero();
    assertThat(student.resolve("model.safetensors")).isNotEmptyFile();

    Path chats = folder.resolve("chats.jsonl");
    Path log = folder.resolve("chats.jsonl.log.jsonl");
    Object[] writing = {
      "distil",
      "--teacher",
      model,
      "--prompts",
      pairs,
      "--write",
      chats,
      "--count",
      32,
      "--answer-tokens",
      4,
      "--most-nats",
      99
    };
    assertThat(run(writing)).isZero();
    List<String> whole = Files.readAllLines(log);
    assertThat(whole).hasSize(32);
    assertThat(chats).exists();
    JsonObject line = JsonParser.parseString(whole.get(0)).getAsJsonObject();
    assertThat(line.has("seed")).isTrue();
    assertThat(line.getAsJsonArray("messages")).hasSize(2);
    // Cut in the middle of the second batch, the same command writes the same again.
    Files.write(log, whole.subList(0, 20));
    assertThat(run(writing)).isZero();
    assertThat(Files.readAllLines(log)).isEqualTo(whole);

    // What would make one file of two halves is refused.
    assertThat(run(also(writing, "--seed", 9))).isEqualTo(1);
    assertThat(errors.toString())
        .contains("expected to go on with seed 9 but the chats there were written with 1")
        .contains("--fresh");
    String asked = Files.readString(pairs);
    Files.writeString(pairs, asked.replace("Tell me", "Say"));
    assertThat(run(writing)).isEqualTo(1);
    assertThat(errors.toString()).contains("prompts-crc32");
    Files.writeString(pairs, asked);
    byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
    try (Checkpoint another = TinyWorld.checkpoint(2)) {
      another.write(model);
    }
    assertThat(run(writing)).isEqualTo(1);
    assertThat(errors.toString()).contains("expected to go on with SHA-256 of teacher ");
    Files.write(model.resolve("model.safetensors"), weights);
    assertThat(run(writing)).isZero();
    assertThat(Files.readAllLines(log)).isEqualTo(whole);
    assertThat(run(also(writing, "--seed", 9, "--fresh"))).isZero();
    assertThat(Files.readAllLines(log)).hasSize(32).isNotEqualTo(whole);
  }

  /** A kill or a full disk cuts where it likes: in a character, in the last line of a batch. */
  @Test
  public void distil_logCutAnywhereInItsLastBatch_isWrittenToTheSameEnd() throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Path log = folder.resolve("chats.jsonl.log.jsonl");
    Files.writeString(prompts, "月亮\n");
    Object[] writing = writing(prompts, folder.resolve("chats.jsonl"), 32);
    assertThat(run(writing)).isZero();
    byte[] whole = Files.readAllBytes(log);
    int moon =
        new String(whole, StandardCharsets.ISO_8859_1)
            .lastIndexOf(
                new String("月亮".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    assertThat(moon).isPositive();
    for (int bytes : new int[] {moon + 2, whole.length - 10, whole.length - 1}) {
      Files.write(log, Arrays.copyOf(whole, bytes));
      assertThat(run(writing)).as("%d of %d bytes: %s", bytes, whole.length, errors).isZero();
      assertThat(log).hasBinaryContent(whole);
    }
  }

  @Test
  public void distil_promptsTooLong_areLeftOutUnlessAllAre() throws IOException {
    Path prompts = folder.resolve("prompts.txt");
    Path chats = folder.resolve("chats.jsonl");
    String tooLong = "Tell me of the dog and the cat ".repeat(20) + "\n";
    Files.writeString(prompts, "Tell me of the dog\n" + tooLong);
    Object[] writing = writing(prompts, chats, 16);
    assertThat(run(writing)).isZero();
    assertThat(Files.readString(folder.resolve("chats.jsonl.log.jsonl")))
        .contains("Tell me of the dog")
        .doesNotContain("and the cat");
    Files.writeString(prompts, tooLong);
    assertThat(run(also(writing, "--fresh"))).isEqualTo(1);
    assertThat(errors.toString()).contains("tokens but found only longer ones");
  }

  /** A teacher writes answers of four tokens. */
  private Object[] writing(Path prompts, Path chats, int count) {
    return new Object[] {
      "distil",
      "--teacher",
      model,
      "--prompts",
      prompts,
      "--write",
      chats,
      "--count",
      count,
      "--answer-tokens",
      4
    };
  }

  /** A text and a chat, gzipped. */
  private Path texts() throws IOException {
    Path file = folder.resolve("held_out.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      String lines =
          "{\"text\":\"Tell me of the dog\"}\n"
              + "{\"user\":\"Tell me\",\"assistant\":\"No, go away\"}\n";
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
