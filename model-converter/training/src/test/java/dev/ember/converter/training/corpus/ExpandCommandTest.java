package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.text.TextSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class ExpandCommandTest {
  private static final List<String> FILES =
      List.of(
          "chats.jsonl",
          "texts.jsonl",
          "held_out_chats.jsonl",
          "held_out_texts.jsonl",
          "statistics.json",
          "statistics.md");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path data;

  @Before
  public void writeUnits() throws IOException {
    data = temporary.newFolder().toPath();
    StringBuilder chats = new StringBuilder();
    StringBuilder chinese = new StringBuilder();
    StringBuilder stories = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      chats.append(
          "{\"id\":\"ch-%d\",\"kind\":\"chat\",\"turns\":[{\"u\":[\"ask%d of {n}\"]},{\"a\":[\"says%d {n}\",\"tells%d {n}\"]}],\"slots\":{\"n\":\"who\"},\"tags\":[\"t%d\"]}\n"
              .formatted(i, i, i, i, i % 3));
      chinese.append(
          "{\"id\":\"zh-%d\",\"kind\":\"qa\",\"q\":[\"问%d？\"],\"a\":[\"答%d。\"],\"follow\":[],\"slots\":{},\"tags\":[]}\n"
              .formatted(i, i, i));
      stories.append(
          "{\"id\":\"st-%d\",\"kind\":\"story\",\"asks\":[\"tell %d\"],\"text\":\"Story%d of {n}.\",\"slots\":{\"n\":\"who\"},\"tags\":[]}\n"
              .formatted(i, i, i));
    }
    Files.writeString(data.resolve("chats.jsonl"), chats);
    Files.writeString(data.resolve("chats_zh.jsonl"), chinese);
    Files.writeString(data.resolve("stories.jsonl"), stories);
    Files.writeString(data.resolve("prefs.jsonl"), "{\"kind\":\"pref\"}\n");
    Files.writeString(data.resolve("slots.json"), "{\"who\":[\"Mina\",\"Tom\"]}");
  }

  @Test
  public void execute_sameSeed_sameBytes_otherSeed_otherConversations() throws IOException {
    Path one = expand("--seed", "1");
    Path same = expand("--seed", "1");
    Path other = expand("--seed", "2");
    for (String file : FILES) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(same.resolve(file));
    }
    assertThat(Files.readString(other.resolve("chats.jsonl")))
        .isNotEqualTo(Files.readString(one.resolve("chats.jsonl")));
  }

  @Test
  public void execute_heldOutUnits_areNowhereInWhatIsLearned() throws IOException {
    Path out = expand();
    String learned =
        Files.readString(out.resolve("chats.jsonl")) + Files.readString(out.resolve("texts.jsonl"));
    Corpus corpus = Corpus.read(data);
    assertThat(corpus.heldOut()).isNotEmpty();
    for (CorpusUnit unit : corpus.heldOut()) {
      String number = unit.id().substring(unit.id().indexOf('-') + 1);
      String mark =
          switch (unit.source()) {
            case "stories" -> "Story" + number + " ";
            case "chats_zh" -> "答" + number + "。";
            default -> "says" + number + " ";
          };
      assertThat(learned).doesNotContain(mark);
    }
  }

  @Test
  public void execute_folder_isGivenToAStageAsItIs() throws IOException {
    Path out = expand();
    List<Path> learned = List.of(out.resolve("chats.jsonl"), out.resolve("texts.jsonl"));
    List<Path> judges =
        List.of(out.resolve("held_out_chats.jsonl"), out.resolve("held_out_texts.jsonl"));
    assertThat(TextSources.of(List.of(out)).files()).isEqualTo(learned);
    assertThat(TextSources.judges(List.of(out), List.of()).files()).isEqualTo(judges);
    assertThat(TextSources.judges(List.of(), List.of(out)).files()).isEqualTo(judges);
    assertThat(TextSources.judges(List.of(out), judges).files())
        .as("each is read once")
        .isEqualTo(judges);
    assertThat(TextSources.judges(learned, List.of()).files()).as("files alone").isEmpty();
    assertThat(TextSources.of(judges).files())
        .as("a file is what it is named as")
        .isEqualTo(judges);
  }

  @Test
  public void execute_conversations_areWholeChatsOfOneLanguage() throws IOException {
    Path out = expand("--chain", "0.8");
    List<String> chats = words(out.resolve("chats.jsonl"));
    assertThat(chats).hasSize(300).noneMatch(words -> words.contains("{"));
    assertThat(chats).noneMatch(words -> words.contains("答") && words.contains("ask"));
    assertThat(chats).anyMatch(words -> words.lines().count() > 4);
    assertThat(words(out.resolve("texts.jsonl")))
        .hasSize(50)
        .allMatch(words -> words.matches("Story\\d+ of (Mina|Tom)\\."));
  }

  @Test
  public void execute_severalFilesOfLists_eachIsRead_aNameTwiceIsRefused() throws IOException {
    Files.writeString(data.resolve("slots.json"), "{\"other\":[\"Tom\"]}");
    Files.writeString(data.resolve("slots_names.json"), "{\"who\":[\"Lucy\"]}");
    assertThat(words(expand().resolve("texts.jsonl"))).allMatch(text -> text.contains("of Lucy."));
    Files.writeString(data.resolve("slots.json"), "{\"who\":[\"Tom\"]}");
    assertThatThrownBy(() -> Corpus.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "slots_names.json: expected a list of a new name but found who again");
  }

  @Test
  public void execute_aCorpusThatHoldsNothingOut_isDrawnAllTheSame() throws IOException {
    data = temporary.newFolder().toPath();
    Files.writeString(
        data.resolve("few.jsonl"),
        "{\"id\":\"few-1\",\"kind\":\"qa\",\"q\":[\"Why?\"],\"a\":[\"So.\"]}\n");
    assertThat(Corpus.read(data).heldOut()).isEmpty();
    Path out = temporary.newFolder().toPath();
    String[] noneHeldOut = {
      "expand",
      data.toString(),
      "--out=" + out,
      "--conversations=300",
      "--stories=0",
      "--held-out=0"
    };
    assertThat(new CommandLine(new CorpusCommand()).execute(noneHeldOut)).isZero();
    assertThat(words(out.resolve("chats.jsonl"))).hasSize(300);
    assertThat(out.resolve("held_out_chats.jsonl")).isEmptyFile();

    Path usual = temporary.newFolder().toPath();
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      assertThat(execute(usual)).isZero();
    } finally {
      System.setErr(before);
    }
    assertThat(words(usual.resolve("chats.jsonl"))).hasSize(300);
    assertThat(usual.resolve("held_out_chats.jsonl")).isEmptyFile();
    assertThat(usual.resolve("statistics.json")).isNotEmptyFile();
    assertThat(heard.toString(StandardCharsets.UTF_8)).contains("No unit is held out");
  }

  @Test
  public void execute_frames_areRead_oneWithoutItsQuestionIsRefused() throws IOException {
    Files.writeString(data.resolve("frames.json"), "{\"en\":[\"Tell me: {q}\"]}");
    assertThat(words(expand().resolve("chats.jsonl"))).anyMatch(text -> text.contains("Tell me: "));
    Files.writeString(data.resolve("frames.json"), "{\"en\":[\"Tell me\"]}");
    assertThatThrownBy(() -> Corpus.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("frames.json: expected {q} in a frame but found Tell me");
  }

  @Test
  public void execute_weights_leaveFilesOutAndBoostsDrawTagsMoreOften() throws IOException {
    Path out = expand("--weight", "chats_zh=0", "--weight", "stories=0", "--boost", "t1=10");
    JsonObject draws =
        JsonParser.parseString(Files.readString(out.resolve("statistics.json")))
            .getAsJsonObject()
            .getAsJsonObject("drawsOfSource");
    assertThat(draws.has("chats_zh")).isFalse();
    long boosted =
        words(out.resolve("chats.jsonl")).stream()
            .filter(words -> Integer.parseInt(words.replaceAll("(?s)^ask(\\d+) .*", "$1")) % 3 == 1)
            .count();
    assertThat(boosted).isGreaterThan(200); // five in six of 300
  }

  @Test
  public void execute_unknownFileOrTag_isAnOptionsFault() {
    for (String[] wrong : new String[][] {{"--weight", "poems=1"}, {"--boost", "x=2"}}) {
      assertThat(execute(temporary.getRoot().toPath().resolve("x"), wrong)).isEqualTo(2);
    }
  }

  @Test
  public void execute_failsInTheMiddle_leavesWhatWasThereAndNothingHalf() throws IOException {
    Path out = expand();
    String before = Files.readString(out.resolve("chats.jsonl"));
    Files.writeString(data.resolve("slots.json"), "{\"other\":[\"Mina\"]}");
    assertThat(execute(out, "--seed=2")).isEqualTo(1);
    assertThat(Files.readString(out.resolve("chats.jsonl"))).isEqualTo(before);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES);
    }
  }

  private List<String> words(Path file) throws IOException {
    List<String> words = new ArrayList<>();
    TextSources.of(List.of(file)).forEach(document -> words.add(document.words()));
    return words;
  }

  private Path expand(String... options) throws IOException {
    Path out = temporary.newFolder().toPath();
    assertThat(execute(out, options)).isZero();
    return out;
  }

  private int execute(Path out, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "expand",
                data.toString(),
                "--out=" + out,
                "--conversations=300",
                "--stories=50",
                "--held-out=20"));
    arguments.addAll(List.of(options));
    return new CommandLine(new CorpusCommand())
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments.toArray(new String[0]));
  }
}
