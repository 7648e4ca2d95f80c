package dev.ember.converter.training.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.run.StageWork;
import dev.ember.converter.training.testing.SmallTexts;
import dev.ember.converter.training.testing.StopAfter;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class PretrainCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path texts;

  @Before
  public void writeTexts() throws IOException {
    texts = SmallTexts.write(temporary.newFolder().toPath());
  }

  @Test
  public void execute_designs_areWrittenInTheFormThatFitsAndOpenedAgain() throws IOException {
    String[][] rows = {
      {"llama", ""},
      {"gpt2", "--positions sinusoidal --norm layer --activation gelu --bias"},
      {"gpt2", "--positions learned --norm layer --activation gelu --bias --untied"},
      {"ember", "--norm layer --activation gelu --kv-heads 1 --untied"},
    };
    for (String[] row : rows) {
      Path out = temporary.newFolder().toPath();
      assertThat(run(out, () -> false, row[1] + " --steps 2")).isTrue();
      JsonObject config =
          JsonParser.parseString(Files.readString(out.resolve("config.json"))).getAsJsonObject();
      assertThat(config.get("model_type").getAsString()).as(row[1]).isEqualTo(row[0]);
      try (Checkpoint model = Checkpoint.open(out)) {
        assertThat(model.parameters().config().layers()).isEqualTo(2);
        assertThat(model.tokenizer().vocabularySize()).isEqualTo(SmallTexts.VOCABULARY);
      }
    }
  }

  @Test
  public void execute_stoppedAndResumed_sameBytesAsWithoutAStop() throws IOException {
    for (String options :
        List.of("--dropout 0.2 --accumulate 2", "--optimizer muon --rate 3e-3 --held-out 0")) {
      Path whole = temporary.newFolder().toPath();
      Path pieces = temporary.newFolder().toPath();
      assertThat(run(whole, () -> false, options)).isTrue();
      assertThat(run(pieces, new StopAfter(3), options)).isFalse();
      assertThat(pieces.resolve("model.safetensors")).as("usable though incomplete").exists();
      assertThat(run(pieces, () -> false, options)).isTrue();
      for (String name : new String[] {"model.safetensors", "training/metrics.jsonl"}) {
        assertThat(pieces.resolve(name)).as(options).hasSameBinaryContentAs(whole.resolve(name));
      }
    }
  }

  @Test
  public void execute_untilAStep_isCompleteThereAndGoesOnLater() throws IOException {
    Path whole = temporary.newFolder().toPath();
    Path pieces = temporary.newFolder().toPath();
    assertThat(run(whole, () -> false, "")).isTrue();
    assertThat(run(pieces, () -> false, "--until 3")).isTrue();
    assertThat(pieces.resolve("model.safetensors"))
        .as("it was not yet what it became")
        .satisfies(
            file ->
                assertThat(Files.readAllBytes(file))
                    .isNotEqualTo(Files.readAllBytes(whole.resolve("model.safetensors"))));
    assertThat(run(pieces, () -> false, "")).isTrue();
    assertThat(pieces.resolve("model.safetensors"))
        .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
  }

  @Test
  public void execute_resumedWithOtherSettings_isRefusedUnlessFresh() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, new StopAfter(2), "");
    assertThatThrownBy(() -> run(out, () -> false, "--rate 5e-4"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("to go on with rate 5.0E-4 but it began with 0.001")
        .hasMessageContaining("--fresh");
    assertThat(run(out, () -> false, "--rate 5e-4 --fresh")).isTrue();
  }

  @Test
  public void execute_resumedWithAnotherText_isRefusedAndNamed() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, new StopAfter(2), "");
    Path chats = texts.resolve("chats.jsonl");
    // As many documents and tokens as before, in another order.
    List<String> lines = new ArrayList<>(Files.readAllLines(chats));
    Collections.swap(lines, 0, 1);
    Files.write(chats, lines);
    assertThatThrownBy(() -> run(out, () -> false, ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sources (")
        .hasMessageMatching("(?s).*SHA-256 [0-9a-f]{12} but found [0-9a-f]{12} in .*chats.jsonl.*");
  }

  @Test
  public void execute_resumedWithAnotherTokenizer_isRefusedAndNamed() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, new StopAfter(2), "");
    Path tokenizer = texts.resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer) + "\n");
    assertThatThrownBy(() -> run(out, () -> false, ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tokenizer (")
        .hasMessageContaining("in " + tokenizer);
  }

  @Test
  public void execute_from_goesOnFromTheWeightsOfAModel() throws IOException {
    Path first = temporary.newFolder().toPath();
    Path second = temporary.newFolder().toPath();
    run(first, () -> false, "--steps 40 --rate 1e-2");
    run(second, () -> false, "--steps 1 --from " + first);
    assertThat(firstLoss(second)).isLessThan(firstLoss(first) - 1);
  }

  @Test
  public void execute_folderOfAnExpansion_isJudgedByWhatThatHoldsOutAndLearnsNoneOfIt()
      throws IOException {
    Path corpus = temporary.newFolder().toPath();
    Path out = temporary.newFolder().toPath();
    Files.copy(texts.resolve("texts.jsonl"), corpus.resolve("texts.jsonl"));
    Files.copy(texts.resolve("chats.jsonl"), corpus.resolve("chats.jsonl"));
    Files.writeString(corpus.resolve("held_out_chats.jsonl"), "{\"text\":\"Zebras quiz.\"}\n");
    Files.writeString(corpus.resolve("held_out_texts.jsonl"), "{\"text\":\"Yaks jog.\"}\n");
    Files.writeString(corpus.resolve("statistics.json"), "{\"unitsHeldOut\": 2}\n");
    Files.writeString(corpus.resolve("statistics.md"), "# Statistics\n");

    assertThat(run(List.of(corpus.toString()), out, () -> false, "--held-out 0")).isTrue();

    assertThat(Files.readString(out.resolve("training/run.json")))
        .containsPattern("\"documents\": ?\"120\"")
        .contains("held_out_texts.jsonl");
    assertThat(Files.readString(out.resolve("training/metrics.jsonl"))).contains("heldOutLoss");
  }

  @Test
  public void execute_sinusoidal_tableStaysAsItIs() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, () -> false, "--positions sinusoidal --steps 3 --decay 0.5");
    try (Checkpoint model = Checkpoint.open(out)) {
      int offset = model.parameters().layout().slot(TensorName.POSITION_EMBEDDING).offset();
      float[] weights = model.parameters().toArray();
      float amplitude = (float) (0.02 * Math.sqrt(2));
      // Position 0: sin 0, cos 0; position 1: sin 1, cos 1.
      assertThat(weights[offset]).isEqualTo(0);
      assertThat(weights[offset + 1]).isEqualTo(amplitude);
      assertThat(weights[offset + 16]).isEqualTo((float) (amplitude * Math.sin(1)), offset(1e-7f));
    }
  }

  @Test
  public void prepare_wrongOptions_saysWhatIsExpected() {
    String[][] rows = {
      {"--heads 3", "a multiple of --heads but found 16 and 3"},
      {"--held-out 1", "at least 2, or 0 for none, but found 1"},
      {"--dropout 1", "at least 0 and below 1 but found 1.0"},
      {"--steps 0", "0 of 0"},
      {"--rows 0", "at least one batch of one row"},
      {"--kv-heads 3", "found 2 and 3"},
      {"--length 33", "--length of at most the model's context of 32 tokens but found 33"},
      {"--nodes 3 --accumulate 2", "expected --accumulate of at least 3"},
      {"--matrix-rate 0.1", "expected no --matrix-rate without --optimizer muon but found it"},
      {"--positions learned --theta 500", "expected no --theta without --positions rotary but"},
      {"--from x --theta 500", "expected no --theta with --from, whose design it keeps, but"},
      {"--from x --tokenizer x", "expected no --tokenizer with --from, whose tokenizer it keeps"},
    };
    for (String[] row : rows) {
      assertThatThrownBy(() -> run(temporary.newFolder().toPath(), () -> false, row[0]))
          .as(row[0])
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(row[1]);
    }
  }

  private static org.assertj.core.data.Offset<Float> offset(float value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static double firstLoss(Path out) throws IOException {
    return Files.readAllLines(out.resolve("training/metrics.jsonl")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .filter(line -> line.has("loss"))
        .findFirst()
        .orElseThrow()
        .get("loss")
        .getAsDouble();
  }

  private boolean run(Path out, BooleanSupplier stop, String options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                texts.resolve("texts.jsonl").toString(), texts.resolve("chats.jsonl").toString()));
    return run(arguments, out, stop, options);
  }

  private boolean run(List<String> sources, Path out, BooleanSupplier stop, String options)
      throws IOException {
    List<String> arguments = new ArrayList<>(sources);
    arguments.addAll(List.of("--out=" + out, "--threads=1", "--precision=float32"));
    String small = "--rows 2 --length 16 --steps 6 --evaluate 4 --held-out 20 ";
    if (!options.contains("--from")) { // which has a design and a tokenizer
      arguments.add("--tokenizer=" + texts);
      small += "--layers 2 --width 16 --heads 2 --context 32 ";
    }
    List<String> words = new ArrayList<>(List.of((small + options).strip().split("\\s+")));
    arguments.addAll(words);
    PretrainCommand command = new PretrainCommand();
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(arguments.toArray(new String[0]));
    StageWork work = command.prepare();
    return work.execute(stop);
  }
}
