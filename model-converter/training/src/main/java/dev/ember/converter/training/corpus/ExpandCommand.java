package dev.ember.converter.training.corpus;

import dev.ember.converter.training.progress.CountBar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ember corpus expand}: conversations and stories drawn from patterns, into files. */
@Command(
    name = "expand",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Draws conversations and stories from units, the same for the same seed.",
    footer = {
      "",
      "Writes chats.jsonl and texts.jsonl to learn from, held_out_chats.jsonl and",
      "held_out_texts.jsonl of units that are nowhere in the first two, and statistics.json and"
          + " .md. The folder itself can be given to tokenizer and pretrain, which learn the first"
          + " two and are judged by the other two."
    })
public final class ExpandCommand implements Callable<Integer> {

  @Parameters(
      arity = "1",
      paramLabel = "DATA",
      description =
          "folder of units: *.jsonl, slots*.json, frames.json; files of ranked answers are left"
              + " out")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to write to")
  private Path out = Path.of("");

  @Option(
      names = "--conversations",
      paramLabel = "N",
      defaultValue = "20000",
      description = "to draw to learn from (default: 20000)")
  private int conversations = 20_000;

  @Option(
      names = "--stories",
      paramLabel = "N",
      defaultValue = "4000",
      description = "plain stories to draw beside them (default: 4000)")
  private int stories = 4_000;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "400",
      description = "conversations, and stories, to draw from held-out units (default: 400)")
  private int heldOut = 400;

  @Option(names = "--seed", defaultValue = "1", description = "of all draws (default: 1)")
  private long seed = 1;

  @Option(
      names = "--chain",
      paramLabel = "P",
      defaultValue = "0.4",
      description = "probability that another unit follows in a conversation (default: 0.4)")
  private double chain = 0.4;

  @Option(
      names = "--weight",
      paramLabel = "FILE=W",
      description = "weight of a file, without .jsonl; 0 leaves it out (default: its units)")
  private Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--boost",
      paramLabel = "TAG=W",
      description = "draws units with a tag so many times as often as their peers")
  private Map<String, Double> boosts = new LinkedHashMap<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (conversations < 1 || stories < 0 || heldOut < 0 || !(chain >= 0 && chain < 1)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "expected at least 1 conversation, no negative count and a chain below 1");
    }
    Corpus corpus = Corpus.read(data);
    Expansion expansion;
    try {
      expansion = new Expansion(corpus, weights, boosts, chain);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    Files.createDirectories(out);
    long judging = expansion.hasJudges() ? heldOut : 0;
    long all = conversations + stories + 2 * judging;
    CountBar bar = new CountBar(System.err, System.console() != null, "drawn", all);
    Statistics statistics = write(expansion, bar);
    System.err.printf(
        Locale.ROOT,
        "%,d units, %,d of them held out; %,d characters to learn from. %s%n",
        corpus.training().size() + corpus.heldOut().size(),
        corpus.heldOut().size(),
        statistics.characters(),
        out);
    if (judging < heldOut) {
      System.err.println(
          "No unit is held out, so held_out_chats.jsonl is empty; nothing to judge by.");
    }
    return 0;
  }

  private Statistics write(Expansion expansion, CountBar bar) throws IOException {
    try {
      return expansion.write(out, new Expansion.Counts(conversations, stories, heldOut), seed, bar);
    } catch (IllegalArgumentException e) { // a unit with a slot that has no values
      throw new IOException(data + ": " + e.getMessage(), e);
    }
  }
}
