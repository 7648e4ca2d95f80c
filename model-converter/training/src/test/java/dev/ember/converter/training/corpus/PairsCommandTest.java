package dev.ember.converter.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.training.preference.PreferenceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public final class PairsCommandTest {
  private static final int UNITS = 100;
  private static final int COUNT = 90;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path data;

  @Before
  public void writeUnits() throws IOException {
    data = temporary.newFolder().toPath();
    StringBuilder english = new StringBuilder();
    StringBuilder chinese = new StringBuilder();
    for (int i = 0; i < UNITS; i++) {
      english.append(
          "{\"id\":\"en-%d\",\"kind\":\"qa\",\"q\":[\"ask%d?\"],\"a\":[\"Yes, %d is an answer to that. It has two sentences.\"],\"follow\":[],\"slots\":{},\"tags\":[\"t%d\"]}\n"
              .formatted(i, i, i, i % 3));
      chinese.append(
          "{\"id\":\"zh-%d\",\"kind\":\"qa\",\"q\":[\"问%d？\"],\"a\":[\"这是对第%d个问题的回答，写得不长也不太短。后面还有一句话，说得很明白。\"],\"follow\":[],\"slots\":{},\"tags\":[\"t%d\"]}\n"
              .formatted(i, i, i, i % 3));
    }
    Files.writeString(data.resolve("world.jsonl"), english);
    Files.writeString(data.resolve("world_zh.jsonl"), chinese);
  }

  @Test
  public void execute_sameSeed_sameBytes_andWhatRewardReads() throws IOException {
    Path file = pairs("--seed", "3");
    assertThat(file).hasSameBinaryContentAs(pairs("--seed", "3"));
    assertThat(Files.readString(file)).isNotEqualTo(Files.readString(pairs("--seed", "4")));
    assertThat(PreferenceReader.read(file)).hasSize(COUNT);
  }

  @Test
  public void execute_eachRule_makesWhatItSays() throws IOException {
    Set<String> seen = new HashSet<>();
    for (String line : Files.readAllLines(pairs())) {
      JsonObject pair = JsonParser.parseString(line).getAsJsonObject();
      String better = pair.getAsJsonArray("ranked").get(0).getAsString();
      String worse = pair.getAsJsonArray("ranked").get(1).getAsString();
      String rule = pair.get("why").getAsString();
      seen.add(rule);
      assertThat(worse).isNotEqualTo(better);
      assertThat(isChinese(worse)).isEqualTo(isChinese(better));
      assertThat(Corpus.isHeldOut(pair.get("id").getAsString())).isFalse();
      if (rule.equals("broken off")) {
        assertThat(better).startsWith(worse);
        assertThat(worse).doesNotEndWith(".").doesNotEndWith("。");
      } else if (rule.equals("repeats")) {
        String first = better.substring(0, worse.length() / 3);
        assertThat(worse.split(first, -1)).hasSize(4);
      } else {
        assertThat(tag(worse)).isNotEqualTo(tag(better));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("off topic", "broken off", "repeats");
  }

  @Test
  public void execute_unitsThatNoRuleMakesWorse_refused() throws IOException {
    Files.delete(data.resolve("world_zh.jsonl"));
    Files.writeString(
        data.resolve("world.jsonl"),
        "{\"id\":\"a\",\"kind\":\"qa\",\"q\":[\"q\"],\"a\":[\"yes\"],\"follow\":[],\"slots\":{},\"tags\":[]}\n");
    assertThat(execute(data.resolve("out.jsonl"), List.of())).isNotZero();
  }

  @Test
  public void execute_heldOut_pairsOfHeldOutUnitsAloneAndTheOthersAsWithoutIt() throws IOException {
    Path alone = pairs("--seed", "3");
    Path heldOut = temporary.newFolder().toPath().resolve("held_out.jsonl");
    Path beside = pairs("--seed", "3", "--held-out", heldOut.toString(), "--held-out-count", "30");

    assertThat(beside).hasSameBinaryContentAs(alone);
    List<String> lines = Files.readAllLines(heldOut);
    assertThat(lines).hasSize(30);
    Set<String> answers = heldOutAnswers();
    for (String line : lines) {
      JsonObject pair = JsonParser.parseString(line).getAsJsonObject();
      assertThat(Corpus.isHeldOut(pair.get("id").getAsString())).isTrue();
      assertThat(answers).contains(pair.getAsJsonArray("ranked").get(0).getAsString());
      if (pair.get("why").getAsString().equals("off topic")) {
        assertThat(answers).contains(pair.getAsJsonArray("ranked").get(1).getAsString());
      }
    }
  }

  private Set<String> heldOutAnswers() throws IOException {
    Set<String> answers = new HashSet<>();
    for (CorpusUnit unit : Corpus.read(data).heldOut()) {
      answers.addAll(unit.turns().get(1).alternatives());
    }
    return answers;
  }

  private static boolean isChinese(String text) {
    return text.startsWith("这");
  }

  /** The units' tags go round in threes. */
  private static int tag(String answer) {
    return Integer.parseInt(answer.replaceAll("[^0-9]", "")) % 3;
  }

  private Path pairs(String... more) throws IOException {
    Path file = temporary.newFolder().toPath().resolve("pairs.jsonl");
    assertThat(execute(file, List.of(more))).isZero();
    return file;
  }

  private int execute(Path file, List<String> more) {
    List<String> words =
        new ArrayList<>(
            List.of("pairs", data.toString(), "--out", file.toString(), "--count", "" + COUNT));
    words.addAll(more);
    return new CommandLine(new CorpusCommand()).execute(words.toArray(new String[0]));
  }
}
