package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.cli.inside.TokenText;
import dev.ember.converter.cli.option.ChosenBundle;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.embedding.EmbeddingSpace;
import dev.ember.inference.embedding.Neighbour;
import dev.ember.inference.embedding.WordTokens;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ember neighbours}: the words that a model keeps near a word. */
@Command(
    name = "neighbours",
    description = "Show the words that point where a word points, or where a sum of words points.",
    footer = {"", "For example: ember neighbours father --minus man --plus woman"})
final class NeighboursCommand extends ToolCommand {
  @Parameters(paramLabel = "WORD", description = "The word to begin at.")
  private String word = "";

  @Option(names = "--plus", paramLabel = "WORD", description = "Add a word; may come again.")
  private List<String> plus = new ArrayList<>();

  @Option(names = "--minus", paramLabel = "WORD", description = "Take away a word.")
  private List<String> minus = new ArrayList<>();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many to show (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private final ChosenBundle model = new ChosenBundle();

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new ParameterException(
          spec().commandLine(), "expected --count of at least 1 but found " + count);
    }
    try (Bundle bundle = Bundle.open(model.or(ember().builtInModel()))) {
      Tokenizer tokenizer = bundle.tokenizer();
      EmbeddingSpace space = new EmbeddingSpace(bundle);
      Set<Integer> asked = new HashSet<>();
      List<float[]> added = new ArrayList<>();
      List<float[]> taken = new ArrayList<>();
      added.add(direction(word, space, tokenizer, asked));
      for (String other : plus) {
        added.add(direction(other, space, tokenizer, asked));
      }
      for (String other : minus) {
        taken.add(direction(other, space, tokenizer, asked));
      }
      List<Neighbour> nearest =
          space.nearest(
              space.combine(added, taken),
              count,
              token -> !asked.contains(token) && !tokenizer.isSpecial(token));
      show(nearest, new TokenText(tokenizer));
    }
    return ExitCode.OK;
  }

  /** Of a word, whose tokens are not to be found as its own neighbours. */
  private float[] direction(
      String asking, EmbeddingSpace space, Tokenizer tokenizer, Set<Integer> asked) {
    if (asking.isBlank()) {
      throw new ParameterException(spec().commandLine(), "expected a word but found a blank one");
    }
    int[] tokens = WordTokens.of(asking, tokenizer);
    for (int token : tokens) {
      asked.add(token);
    }
    return space.direction(tokens);
  }

  private void show(List<Neighbour> nearest, TokenText names) {
    if (json) {
      JsonArray neighbours = new JsonArray();
      for (Neighbour neighbour : nearest) {
        JsonObject entry = new JsonObject();
        entry.addProperty("token", neighbour.token());
        entry.addProperty("text", names.of(neighbour.token()));
        entry.addProperty("similarity", neighbour.similarity());
        neighbours.add(entry);
      }
      JsonObject object = new JsonObject();
      object.add("neighbours", neighbours);
      Gson gson = new GsonBuilder().disableHtmlEscaping().create();
      stdout().println(gson.toJson(object));
      return;
    }
    for (Neighbour neighbour : nearest) {
      stdout()
          .printf(Locale.ROOT, "  %.3f  %s%n", neighbour.similarity(), names.of(neighbour.token()));
    }
  }
}
