package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.preference.PreferenceEntry;
import dev.ember.converter.training.preference.Preferences;
import dev.ember.converter.training.preference.RankedAnswers;
import dev.ember.converter.training.preference.TinyWorld;
import dev.ember.inference.chat.Message;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.Test;

/** What those commands refuse, where they end early, and what they say then. */
public final class TuningFaultsTest extends TuningWorld {
  @Test
  public void dpo_again_goesOnAndOtherSettingsAreRefused() throws IOException {
    Path dpo = folder.resolve("dpo");
    assertThat(stage("dpo", dpo, 3, "--from", model, "--pairs", pairs)).isZero();
    byte[] weights = Files.readAllBytes(dpo.resolve("model.safetensors"));
    assertThat(weights).isNotEqualTo(Files.readAllBytes(model.resolve("model.safetensors")));
    FileTime written = FileTime.fromMillis(5_000);
    Files.setLastModifiedTime(dpo.resolve("model.safetensors"), written);
    assertThat(stage("dpo", dpo, 3, "--from", model, "--pairs", pairs)).isZero();
    assertThat(Files.readAllBytes(dpo.resolve("model.safetensors"))).isEqualTo(weights);
    assertThat(Files.getLastModifiedTime(dpo.resolve("model.safetensors")))
        .as("what is complete is left alone")
        .isEqualTo(written);
    assertThat(stage("dpo", dpo, 3, "--from", model, "--pairs", pairs, "--beta", 0.5)).isEqualTo(1);
    assertThat(errors.toString()).contains("beta 0.5").contains("--fresh");

    errors.getBuffer().setLength(0);
    Object[] words = {"dpo", "--out", dpo, "--steps", 3, "--from", model, "--pairs", pairs};
    assertThat(run(also(words, "--precision", "bfloat16"))).isEqualTo(1);
    assertThat(errors.toString())
        .contains("to go on with precision bfloat16 but it began with float32; --fresh")
        .hasLineCount(1);
  }

  @Test
  public void stages_upstreamMadeAnew_areRefusedAndSayWhatChanged() throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(
        text, "Tell me of the dog\n<|endoftext|>\nYes, a kind word\n<|endoftext|>\nNo, go away\n");
    Path reward = folder.resolve("reward");
    Object[][] stages = {
      {"reward", reward, "--from", model, "--pairs", pairs},
      {"dpo", folder.resolve("dpo"), "--from", model, "--pairs", pairs},
      {"rlhf", folder.resolve("rlhf"), "--from", model, "--reward", reward, "--prompts", pairs},
      {"distil", folder.resolve("distil"), "--teacher", model, "--student", model, "--text", text},
    };
    for (Object[] words : stages) {
      assertThat(again(words)).as(words[0].toString()).isZero();
      assertThat(again(words)).as(words[0].toString()).isZero();
    }
    try (Checkpoint checkpoint = TinyWorld.checkpoint(2)) {
      checkpoint.write(model);
    }
    for (Object[] words : stages) {
      assertThat(again(words)).as(words[0].toString()).isEqualTo(1);
    }
    assertThat(errors.toString())
        .hasLineCount(stages.length)
        .contains("dpo: " + folder.resolve("dpo") + ": from (" + model + ") holds something else")
        .contains("teacher (" + model + ") holds something else");
  }

  private int again(Object[] words) {
    List<Object> more = new ArrayList<>(List.of(words).subList(2, words.length));
    if (words[0].equals("rlhf")) {
      more.addAll(List.of("--answer-tokens", 5, "--answers", 2));
    } else if (words[0].equals("distil")) {
      more.addAll(List.of("--rows", 1, "--length", 16));
    }
    return stage(words[0].toString(), (Path) words[1], 1, more.toArray());
  }

  @Test
  public void stages_intoTheModelThatTheyReadFrom_areRefusedAndItStays() throws IOException {
    Path chats = folder.resolve("chats.jsonl");
    Files.writeString(chats, "{\"user\":\"Tell me\",\"assistant\":\"No\"}\n".repeat(3));
    Path reward = folder.resolve("reward");
    Path dpo = folder.resolve("dpo");
    assertThat(stage("reward", reward, 1, "--from", model, "--pairs", pairs)).isZero();
    assertThat(stage("dpo", dpo, 1, "--from", model, "--pairs", pairs)).isZero();
    Path weights = model.resolve("model.safetensors");
    Object[][] stages = {
      {"sft", model, chats, "--from", model.resolve("."), "--length", 32},
      {"sft", model, chats, "--from", weights, "--length", 32},
      {"reward", model, "--from", model, "--pairs", pairs},
      {"dpo", dpo, "--from", dpo, "--pairs", pairs, "--fresh"},
      {"rlhf", reward, "--from", model, "--reward", reward, "--prompts", pairs},
      {"distil", dpo, "--teacher", dpo, "--student", model, "--text", chats, "--length", 16},
      {"distil", model, "--teacher", dpo, "--student", model, "--text", chats, "--length", 16},
    };
    byte[] before = Files.readAllBytes(weights);
    byte[] state = Files.readAllBytes(dpo.resolve("training/state.safetensors"));
    for (Object[] words : stages) {
      Object[] more = List.of(words).subList(2, words.length).toArray();
      errors.getBuffer().setLength(0);
      assertThat(stage(words[0].toString(), (Path) words[1], 1, more)).isEqualTo(2);
      assertThat(errors.toString())
          .containsPattern("--(from|reward|teacher|student): expected a model outside of ")
          .hasLineCount(1);
    }
    assertThat(weights).hasBinaryContent(before);
    assertThat(model.resolve("training")).doesNotExist();
    assertThat(dpo.resolve("training/state.safetensors")).hasBinaryContent(state);
  }

  @Test
  public void distil_aTextOfOneDocument_isRefusedAndNamed() throws IOException {
    Path text = folder.resolve("one.txt");
    Files.writeString(text, "Tell me of the dog\n\nYes, a kind word\n");
    Object[] words = {"distil", "--teacher", model, "--student", model, "--text", text};
    assertThat(run(also(words, "--out", folder.resolve("one"), "--length", 16))).isEqualTo(1);
    assertThat(errors.toString())
        .contains("one.txt", "expected two documents or more", "but found 1");
  }

  @Test
  public void commands_wrongOptions_sayWhatIsWrong() {
    Object[][] wrong = {
      {"reward", "--pairs", pairs},
      {"dpo", "--from", model, "--pairs", pairs, "--beta", 0},
      {"rlhf", "--from", model, "--reward", model, "--prompts", pairs, "--minibatches", 0},
      {"distil", "--teacher", model},
      {"distil", "--teacher", model, "--student", model, "--text", pairs, "--length", 65},
      {"reward", "--from", model, "--pairs", pairs, "--steps", 0},
      {"eval", model, "--precision", "bfloat16"},
      {"compare", model, "--prompt", "Tell me", "--fresh"},
      {"eval", model, "--threads", 0},
      {"dpo", "--from", model, "--pairs", pairs, "--prompts-a-step", 0},
      {"rlhf", "--from", model, "--reward", model, "--prompts", pairs, "--kl-target", 0},
      {"eval", model, "--most-prompts", -1},
      {"sft", pairs, "--from", model, "--clip", -1},
      {"sft", pairs, "--from", model, "--decay", -0.5},
      {"sft", pairs, "--from", model, "--matrix-rate", 0},
      {"sft", pairs, "--from", model, "--matrix-rate", 0.1},
      {"sft", pairs, "--from", model, "--lora-alpha", 4},
      {"sft", pairs, "--from", model, "--mix", 0.5},
      {"distil", "--teacher", model, "--prompts", pairs, "--write", "x", "--precision", "float32"},
      {"distil", "--teacher", model, "--prompts", pairs, "--write", "x", "--count", 0},
      {"distil", "--teacher", model, "--student", model, "--text", pairs, "--warmth", 1},
    };
    for (Object[] words : wrong) {
      assertThat(run(words)).as(words[0].toString()).isEqualTo(2);
    }
    assertThat(errors.toString())
        .contains("--from")
        .contains("expected a positive beta but found 0.0")
        .contains("minibatches")
        .contains("expected --prompts-a-step of at least 1 but found 0")
        .contains("expected --kl of at least 0, --kl-target and --kl-horizon above 0 but found")
        .contains("expected --most-prompts of at least 0 but found -1")
        .contains("expected --clip above 0 but found -1.0")
        .contains("expected --decay of at least 0 but found -0.5")
        .contains("expected --matrix-rate above 0 but found 0.0")
        .contains("expected no --matrix-rate without --optimizer muon but found it")
        .contains("expected no --lora-alpha without --lora-rank but found it")
        .contains("expected no --mix without --mix-text but found it")
        .contains("expected no --precision where the teacher writes (--write)")
        .contains("expected --count of at least 1 but found 0")
        .contains("expected no --warmth where a student learns (--student) but found it")
        .contains("expected --student and --text")
        .contains("expected --length of at most the model's context of 64 tokens but found 65");
  }

  @Test
  public void commands_severalProcessesOrAGpuWhereOneProcessorTrains_areRefusedInALine() {
    Path out = folder.resolve("several");
    Object[][] commands = {
      {"reward", "--from", model, "--pairs", pairs},
      {"dpo", "--from", model, "--pairs", pairs},
      {"rlhf", "--from", model, "--reward", model, "--prompts", pairs},
      {"distil", "--teacher", model, "--student", model, "--text", pairs},
    };
    for (Object[] command : commands) {
      List<Object> words = new ArrayList<>(List.of(command));
      List<Object> elsewhere = new ArrayList<>(words);
      words.addAll(List.of("--nodes", 2, "--out", out));
      assertThat(run(words.toArray())).as(command[0].toString()).isEqualTo(2);
      elsewhere.addAll(List.of("--device", "cuda", "--out", out));
      assertThat(run(elsewhere.toArray())).as(command[0].toString()).isEqualTo(2);
      assertThat(out).as(command[0].toString()).doesNotExist();
    }
    assertThat(errors.toString())
        .hasLineCount(2 * commands.length)
        .contains("reward: expected one process", "but found 2 (--nodes, or WORLD_SIZE)")
        .contains("dpo: expected --device cpu, for only pretrain and sft train on another");
  }

  @Test
  public void sft_onADeviceThatIsNotThere_isRefusedInALineBeforeAnythingIsWritten() {
    Path out = folder.resolve("elsewhere");
    Object[] words = {"sft", pairs, "--from", model, "--out", out, "--device"};
    assertThat(run(also(words, "tpu"))).isEqualTo(2);
    assertThat(errors.toString())
        .contains("sft: expected --device cpu or cuda but found tpu")
        .hasLineCount(1);
    errors.getBuffer().setLength(0);
    // The natives of the tests are those for the processor.
    assertThat(run(also(words, "cuda"))).isEqualTo(2);
    assertThat(errors.toString())
        .contains("sft: expected libtorch's natives for CUDA with --device cuda but found those")
        .hasLineCount(1);
    assertThat(out).doesNotExist();
  }

  @Test
  public void rlhf_divergenceRunsAway_endsBeforeTheNextStepAndStaysEnded() throws IOException {
    Path reward = folder.resolve("reward");
    Path rlhf = folder.resolve("rlhf");
    assertThat(stage("reward", reward, 20, "--from", model, "--pairs", pairs)).isZero();
    Object[] words = also(rlhfBy(reward), "--rate", 0.02, "--kl", 0, "--kl-target", 0.001);
    assertThat(stage("rlhf", rlhf, 40, words)).isEqualTo(3);
    byte[] weights = Files.readAllBytes(rlhf.resolve("model.safetensors"));
    List<String> metrics = Files.readAllLines(rlhf.resolve("training/metrics.jsonl"));
    assertThat(metrics.size() % 4).as("whole rounds of four steps").isZero();
    assertThat(metrics.size()).isBetween(4, 36);

    assertThat(stage("rlhf", rlhf, 40, words)).isEqualTo(3);
    assertThat(Files.readAllBytes(rlhf.resolve("model.safetensors"))).isEqualTo(weights);
    assertThat(Files.readAllLines(rlhf.resolve("training/metrics.jsonl"))).isEqualTo(metrics);
  }

  @Test
  public void rlhf_rewardModelOfAnotherDesign_isRefusedInALine() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Path reward = folder.resolve("reward");
    try (Checkpoint checkpoint = TinyWorld.checkpoint(1);
        Checkpoint wider =
            new Checkpoint(
                Parameters.random(TinyWorld.CONFIG.toBuilder().feedForward(32).build(), 1),
                checkpoint.chat())) {
      wider.write(other);
    }
    assertThat(stage("reward", reward, 1, "--from", other, "--pairs", pairs)).isZero();
    Path out = folder.resolve("rlhf");
    assertThat(stage("rlhf", out, 1, "--from", model, "--reward", reward, "--prompts", pairs))
        .isEqualTo(1);
    assertThat(errors.toString())
        .contains("the model that it judges, feed-forward 24, but found 32")
        .hasLineCount(1);
  }

  @Test
  public void commands_faultsFoundWithTheModelAtHand_areOneLine() throws IOException {
    Path reward = folder.resolve("reward");
    assertThat(stage("reward", reward, 1, "--from", model, "--pairs", pairs)).isZero();
    Path out = folder.resolve("x");
    List<Object> ppo = List.of("--from", model, "--reward", reward, "--prompts", pairs);
    assertOneLine(
        2,
        "rlhf: expected answers of at least 1 token and fewer than the context of 64 but found 64",
        () -> stage("rlhf", out, 1, also(ppo.toArray(), "--answer-tokens", 64)));

    Path other = folder.resolve("other");
    DecoderConfig wider =
        DecoderConfig.llama(TinyWorld.CONFIG.vocabulary() + 8, 64)
            .hidden(8)
            .layers(1)
            .heads(1, 1)
            .headSize(8)
            .feedForward(8)
            .tied(true)
            .build();
    try (Checkpoint checkpoint = TinyWorld.checkpoint(1);
        Parameters weights = Parameters.random(wider, 1)) {
      Files.createDirectories(other);
      checkpoint.write(other, weights);
    }
    assertOneLine(
        1,
        "distil: expected a teacher with the student's",
        () ->
            stage(
                "distil",
                out,
                1,
                "--teacher",
                other,
                "--student",
                model,
                "--text",
                pairs,
                "--length",
                16));

    Path judging = folder.resolve("judging.jsonl");
    Files.write(judging, heldOutLines());
    for (String verb : List.of("reward", "dpo")) {
      assertOneLine(
          1,
          verb + ": " + judging + ": expected pairs to learn from but found none beside 2",
          () -> stage(verb, out, 1, "--from", model, "--pairs", judging));
    }
    assertOneLine(
        1,
        "nothing.jsonl: expected a file but found none",
        () -> stage("dpo", out, 1, "--from", model, "--pairs", folder.resolve("nothing.jsonl")));
  }

  @Test
  public void checkpoint_intoAFile_saysThatItExists() {
    assertOneLine(
        1,
        "checkpoint: " + pairs + ": exists already",
        () -> run("checkpoint", model, "--out", pairs));
  }

  /** Two lines whose prompts the split by id holds out. */
  private static List<String> heldOutLines() {
    RankedAnswers answers =
        new RankedAnswers(
            List.of(Message.user("Q")),
            List.of(new RankedAnswers.Answer("x", 0), new RankedAnswers.Answer("y", 1)));
    return IntStream.range(0, 200)
        .mapToObj(i -> (PreferenceEntry) new PreferenceEntry.Fixed("id" + i, answers))
        .filter(entry -> new Preferences(List.of(entry)).training().isEmpty())
        .limit(2)
        .map(entry -> "{\"id\":\"" + entry.id() + "\",\"prompt\":\"Q\",\"ranked\":[\"x\",\"y\"]}")
        .toList();
  }

  private void assertOneLine(int code, String message, IntSupplier command) {
    errors.getBuffer().setLength(0);
    assertThat(command.getAsInt()).as(message).isEqualTo(code);
    assertThat(errors.toString().strip()).contains(message).doesNotContain("\n");
  }

  @Test
  public void rlhf_noRewardModel_isAFilesFault() {
    assertThat(
            stage(
                "rlhf",
                folder.resolve("x"),
                4,
                "--from",
                model,
                "--reward",
                model,
                "--prompts",
                pairs))
        .isEqualTo(1);
    assertThat(errors.toString()).contains("expected a reward model");
  }
}
