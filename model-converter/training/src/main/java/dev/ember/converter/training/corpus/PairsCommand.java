package dev.ember.converter.training.corpus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.training.progress.CountBar;
import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ember corpus pairs}: ranked answers by rule, out of units that nobody ranked. */
@Command(
    name = "pairs",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Draws ranked answers from units by three rules, the same for the same seed.",
    footer = {
      "",
      "The unit's own answer is better than an answer to another question, than itself broken off,",
      "and than its first sentence three times. Pairs of held-out units, which no stage learns, go"
          + " into",
      "a file of their own. What is written has the form that reward, dpo and eval read; the id is"
          + " the",
      "unit's."
    })
public final class PairsCommand implements Callable<Integer> {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  @Parameters(arity = "1", paramLabel = "DATA", description = "folder of units, as for expand")
  private Path data = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "JSON Lines to write")
  private Path out = Path.of("");

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "3000",
      description = "pairs to draw, a third by each rule (default: ${DEFAULT-VALUE})")
  private int count = 3_000;

  @Option(
      names = "--held-out",
      paramLabel = "FILE",
      description = "where pairs of held-out units go, for --held-out-pairs")
  private @Nullable Path heldOut;

  @Option(
      names = "--held-out-count",
      paramLabel = "N",
      defaultValue = "300",
      description = "of those pairs (default: ${DEFAULT-VALUE})")
  private int heldOutCount = 300;

  @Option(names = "--seed", defaultValue = "1", description = "of all draws (default: 1)")
  private long seed = 1;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected at least 1 pair but found " + count);
    }
    if (heldOutCount < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected at least 1 held-out pair but found " + heldOutCount);
    }
    Corpus corpus = Corpus.read(data);
    Path judging = heldOut;
    try {
      write(out, corpus, corpus.training(), count);
      if (judging != null) {
        write(judging, corpus, corpus.heldOut(), heldOutCount);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(data + ": " + e.getMessage(), e);
    }
    return CommandLine.ExitCode.OK;
  }

  private void write(Path file, Corpus corpus, List<CorpusUnit> units, int many)
      throws IOException {
    RuledPairs pairs = new RuledPairs(units, corpus.slotLists());
    RuledPairs.Rule[] rules = RuledPairs.Rule.values();
    SplittableRandom random = new SplittableRandom(seed);
    CountBar bar = new CountBar(System.err, System.console() != null, "pairs", many);
    AtomicFile.write(
        file,
        channel -> {
          Writer lines = Channels.newWriter(channel, StandardCharsets.UTF_8);
          for (int i = 0; i < many; i++) {
            lines.write(GSON.toJson(json(pairs.draw(rules[i % rules.length], random))) + "\n");
            bar.update(i + 1L);
          }
          lines.flush();
        });
    System.err.printf(Locale.ROOT, "%,d pairs of %,d units. %s%n", many, units.size(), file);
  }

  private static JsonObject json(RuledPairs.Pair pair) {
    JsonObject json = new JsonObject();
    json.addProperty("id", pair.unit().id());
    JsonArray prompt = new JsonArray();
    pair.prompt().forEach(message -> prompt.add(message.content()));
    json.add("prompt", prompt);
    JsonArray ranked = new JsonArray();
    ranked.add(pair.better());
    ranked.add(pair.worse());
    json.add("ranked", ranked);
    json.addProperty("why", pair.rule().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return json;
  }
}
