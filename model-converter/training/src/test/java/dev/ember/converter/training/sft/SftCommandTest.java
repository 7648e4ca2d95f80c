package dev.ember.converter.training.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.model.ParameterLayout.Slot;
import dev.ember.converter.training.pretrain.PretrainCommand;
import dev.ember.converter.training.testing.SmallModel;
import dev.ember.converter.training.testing.SmallTexts;
import dev.ember.converter.training.testing.StopAfter;
import dev.ember.converter.training.text.Document;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.inference.chat.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class SftCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path texts;
  private Path model;

  @Before
  public void writeModelAndTexts() throws IOException {
    texts = SmallTexts.write(temporary.newFolder().toPath());
    model = temporary.newFolder().toPath();
    SmallModel.write(texts, model);
  }

  @Test
  public void execute_chatsAndTexts_reportsBothDomainsBeforeAndAfter() throws IOException {
    Path out = temporary.newFolder().toPath();
    assertThat(run(out, () -> false, "--steps 40 --rate 1e-2 --mix-text " + plain())).isTrue();

    JsonObject report =
        JsonParser.parseString(Files.readString(out.resolve("training/report.json")))
            .getAsJsonObject();
    assertThat(report.get("heldOutLossAfter").getAsDouble())
        .isLessThan(report.get("heldOutLossBefore").getAsDouble() - 1);
    assertThat(report.get("textLossAfter").getAsDouble())
        .isLessThan(report.get("textLossBefore").getAsDouble() - 1);
    assertThat(Files.readString(out.resolve("training/report.md"))).contains("| chats | ");
    Checkpoint.open(out).close();
  }

  @Test
  public void execute_stoppedAndResumed_sameBytesAsWithoutAStop() throws IOException {
    for (String options :
        List.of("--lora-rank 2", "--dropout 0.2", "--freeze 1 --mix-text " + plain())) {
      Path whole = temporary.newFolder().toPath();
      Path pieces = temporary.newFolder().toPath();
      assertThat(run(whole, () -> false, options)).isTrue();
      assertThat(run(pieces, new StopAfter(2), options)).isFalse();
      assertThat(run(pieces, () -> false, options)).isTrue();
      for (String name :
          new String[] {"model.safetensors", "training/metrics.jsonl", "training/report.md"}) {
        assertThat(pieces.resolve(name)).as(options).hasSameBinaryContentAs(whole.resolve(name));
      }
    }
  }

  @Test
  public void execute_dropoutOfNothing_changesNoBitAndMoreDoes() throws IOException {
    Path plain = temporary.newFolder().toPath();
    Path nothing = temporary.newFolder().toPath();
    Path some = temporary.newFolder().toPath();
    run(plain, () -> false, "");
    run(nothing, () -> false, "--dropout 0");
    run(some, () -> false, "--dropout 0.2");
    assertThat(nothing.resolve("model.safetensors"))
        .hasSameBinaryContentAs(plain.resolve("model.safetensors"));
    assertThat(Files.readAllBytes(some.resolve("model.safetensors")))
        .isNotEqualTo(Files.readAllBytes(plain.resolve("model.safetensors")));
  }

  @Test
  public void execute_answersBehindTheRow_areLeftOutAndSaid() throws IOException {
    Path mixed = temporary.newFile("mixed.jsonl").toPath();
    String longQuestion = "And then? ".repeat(60);
    Files.writeString(
        mixed,
        chat("What?", "A fox.") + chat(longQuestion, "Nothing.") + chat(longQuestion, "Much."));
    Path out = temporary.newFolder().toPath();
    String said = errors(tuning(mixed, out));
    assertThat(said)
        .contains("1 chats and 0 texts", "; 2 chats are left out, for their answers lie behind")
        .contains("mixed.jsonl, line 2. ");
    assertThat(Files.readString(out.resolve("training/metrics.jsonl"))).doesNotContain("NaN");

    Files.writeString(mixed, "\n" + chat(longQuestion, "Nothing."));
    assertThatThrownBy(
            () -> tuning(mixed, temporary.newFolder().toPath()).prepare().execute(() -> false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("and 1 whose answers lie behind the 32 tokens of a row (--length)")
        .hasMessageEndingWith("mixed.jsonl, line 2");
  }

  private static String chat(String user, String assistant) {
    return String.format("{\"user\":\"%s\",\"assistant\":\"%s\"}%n", user, assistant);
  }

  private SftCommand tuning(Path chats, Path out) {
    SftCommand command = new SftCommand();
    String options = "--threads=1 --precision=float32 --rows=1 --steps=3 --length=32 --held-out=0";
    List<String> words = new ArrayList<>(List.of(options.split(" ")));
    words.addAll(List.of(chats.toString(), "--from=" + model, "--out=" + out));
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.toArray(new String[0]));
    return command;
  }

  @Test
  public void execute_frozen_weightsStayToTheBitAndOthersMove() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, () -> false, "--freeze embeddings,2");
    try (Checkpoint before = Checkpoint.open(model);
        Checkpoint after = Checkpoint.open(out)) {
      for (Slot slot : before.parameters().layout().slots()) {
        boolean held = slot.name().equals("embedding") || slot.name().matches("layers\\.[01]\\..*");
        boolean same = Arrays.equals(values(before, slot), values(after, slot));
        assertThat(same).as(slot.name()).isEqualTo(held);
      }
    }
  }

  @Test
  public void execute_lora_leavesAMergedModelWithTheSameTables() throws IOException {
    Path out = temporary.newFolder().toPath();
    run(out, () -> false, "--lora-rank 2 --rate 1e-2");
    try (Checkpoint before = Checkpoint.open(model);
        Checkpoint after = Checkpoint.open(out)) {
      assertThat(after.parameters().config()).isEqualTo(before.parameters().config());
      for (Slot slot : before.parameters().layout().slots()) {
        boolean adapted = slot.isMatrix() && slot.name().startsWith("layers.");
        boolean same = Arrays.equals(values(before, slot), values(after, slot));
        assertThat(same).as(slot.name()).isEqualTo(!adapted);
      }
    }
  }

  @Test
  public void prepare_wrongOptions_saysWhatIsExpected() {
    String[][] rows = {
      {"--freeze 4", "a number of layers up to 3 but found 4"},
      {"--dropout 1", "a dropout of at least 0 and below 1 but found 1.0"},
      {"--freeze heads", "--freeze embeddings or a number of layers"},
      {"--freeze 1 --lora-rank 2", "either --lora-rank of at least 1, or --freeze"},
      {"--length 129", "--length of at most the model's context of 128 tokens but found 129"},
      {"--nodes 2", "expected --accumulate of at least 2"},
      {"--mix 1 --mix-text " + plain(), "--mix of at least 0 and below 1 but found 1.0"},
    };
    for (String[] row : rows) {
      assertThatThrownBy(() -> run(temporary.newFolder().toPath(), () -> false, row[0]))
          .as(row[0])
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(row[1]);
    }
  }

  @Test
  public void execute_noLength_rowsAreAsLongAsTheModelsWindow() throws IOException {
    Path out = temporary.newFolder().toPath();
    String said = errors(command(out, ""));
    assertThat(said).contains("are held out. ").doesNotContain("lose what is behind");
    assertThat(Files.readString(out.resolve("training/run.json"))).contains("\"length\": \"128\"");
  }

  @Test
  public void execute_rowsShorterThanChats_saysHowManyAreCut() throws IOException {
    String said = errors(command(temporary.newFolder().toPath(), "--length 32"));
    assertThat(said).contains("; 60 chats lose what is behind the 32 tokens of a row (--length). ");
  }

  private static String errors(SftCommand command) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      command.prepare().execute(() -> false);
    } finally {
      System.setErr(before);
    }
    return heard.toString(StandardCharsets.UTF_8);
  }

  @Test
  public void execute_allChatsHeldOut_saysFileAndHowMany() throws IOException {
    Path chats = temporary.newFile("three.jsonl").toPath();
    HeldOut split = new HeldOut(2);
    StringBuilder lines = new StringBuilder();
    for (int i = 0, held = 0; held < 3; i++) {
      Document chat =
          new Document.Chat(List.of(Message.user("What then?"), Message.assistant("It is " + i)));
      if (split.holds(chat)) {
        held++;
        lines.append("{\"user\":\"What then?\",\"assistant\":\"It is " + i + "\"}\n");
      }
    }
    Files.writeString(chats, lines);
    SftCommand command = new SftCommand();
    new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(chats.toString(), "--from=" + model, "--held-out=2", "--length=32");
    assertThatThrownBy(() -> command.prepare().execute(() -> false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("three.jsonl")
        .hasMessageContaining("found none beside 3 that are held out");
  }

  @Test
  public void heldOut_unlessToldOtherwise_isWhatPretrainHoldsOut() {
    assertThat(heldOutDefault(new SftCommand()))
        .isEqualTo(heldOutDefault(new PretrainCommand()))
        .isEqualTo("" + HeldOut.USUAL);
  }

  private static String heldOutDefault(Object command) {
    return new CommandLine(command).getCommandSpec().findOption("--held-out").defaultValue();
  }

  @Test
  public void execute_textWhereChatsBelong_isRefused() {
    assertThatThrownBy(() -> run(temporary.newFolder().toPath(), () -> false, plain()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected chats but found a text");
  }

  private String plain() {
    return texts.resolve("texts.jsonl").toString();
  }

  private static float[] values(Checkpoint checkpoint, Slot slot) {
    float[] weights = checkpoint.parameters().toArray();
    return Arrays.copyOfRange(weights, slot.offset(), slot.offset() + slot.size());
  }

  private boolean run(Path out, BooleanSupplier stop, String options) throws IOException {
    return command(out, "--length 32 " + options).prepare().execute(stop);
  }

  private SftCommand command(Path out, String options) {
    String all =
        String.join(
            " ",
            texts.resolve("chats.jsonl").toString(),
            "--from=" + model,
            "--out=" + out,
            "--threads=1 --precision=float32 --rows 2 --steps 5 --evaluate 3",
            "--held-out 8",
            options);
    SftCommand command = new SftCommand();
    List<String> words = new ArrayList<>(List.of(all.strip().split("\\s+")));
    new CommandLine(command)
        .setOverwrittenOptionsAllowed(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(words.toArray(new String[0]));
    return command;
  }
}
