package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.ember.converter.cli.inside.AttentionText;
import dev.ember.converter.cli.inside.Percent;
import dev.ember.converter.cli.inside.TokenText;
import dev.ember.converter.cli.option.ChosenBundle;
import dev.ember.converter.cli.progress.Amount;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.observe.AttentionMap;
import dev.ember.inference.observe.LensCandidate;
import dev.ember.inference.observe.Microscope;
import dev.ember.inference.observe.Observation;
import dev.ember.inference.observe.ObservationRequest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ember attention}: who attends to whom, and what each layer would say next. */
@Command(
    name = "attention",
    description = "Show what each token of a text attends to, and what each layer would say next.")
final class AttentionCommand extends ToolCommand {
  @Option(
      names = {"--text", "--prompt"},
      required = true,
      paramLabel = "TEXT",
      description = "The text that the model reads; names of special tokens stand for them.")
  private String text = "";

  @Option(names = "--layer", paramLabel = "L", description = "From 0 (default: the last layer).")
  private @Nullable Integer layer;

  @Option(
      names = "--head",
      paramLabel = "H",
      description = "From 0 (default: the mean of all heads).")
  private @Nullable Integer head;

  @Option(
      names = "--lens",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "What each layer would say behind the last token, N words (default: ${DEFAULT-VALUE};"
              + " 0: leave it out).")
  private int lens;

  @Option(names = "--json", description = "Write one JSON object with the numbers.")
  private boolean json;

  @Mixin private final ChosenBundle model = new ChosenBundle();

  private int told; // layers

  @Override
  public Integer call() throws IOException {
    try (Bundle bundle = Bundle.open(model.or(ember().builtInModel()))) {
      Microscope microscope = Microscope.of(bundle);
      Tokenizer tokenizer = bundle.tokenizer();
      int[] tokens = tokenizer.encodeFramed(text);
      ObservationRequest request = request(microscope.config(), tokens);
      announce(request.bytes(microscope.config(), tokens.length));
      Observation seen = microscope.look(tokens, request, this::tell);
      show(seen, request, tokens, tokenizer);
    }
    return ExitCode.OK;
  }

  private ObservationRequest request(DecoderConfig config, int[] tokens) {
    if (tokens.length == 0 || tokens.length > config.context()) {
      throw new ParameterException(
          spec().commandLine(),
          "expected a text of 1 to " + config.context() + " tokens but found " + tokens.length);
    }
    int chosen = layer == null ? config.layers() - 1 : layer;
    require("--layer", chosen, config.layers());
    require("--head", head == null ? 0 : head, config.heads());
    require("--lens", lens, config.vocabulary());
    List<Integer> positions = lens == 0 ? List.of() : List.of(tokens.length - 1);
    List<Integer> heads =
        head == null ? ObservationRequest.attentionOf(chosen, config).heads() : List.of(head);
    return new ObservationRequest(List.of(chosen), heads, positions, Math.max(1, lens));
  }

  private void require(String option, int value, int bound) {
    if (value < 0 || value >= bound) {
      throw new ParameterException(
          spec().commandLine(),
          "expected " + option + " from 0 to " + (bound - 1) + " but found " + value);
    }
  }

  private void announce(long bytes) {
    if (!json) {
      stderr().println("Reading, layer by layer, in " + Amount.bytes(bytes) + ".");
      stderr().flush();
    }
  }

  /** A line that grows: a long text on a large model takes minutes. */
  private boolean tell(int done, int layers) {
    if (!json && done > told) {
      stderr().print((told == 0 ? "Layer " : " ") + done);
      if (done == layers) {
        stderr().println(" of " + layers + ".");
      }
      stderr().flush();
      told = done;
    }
    return true;
  }

  private void show(
      Observation seen, ObservationRequest request, int[] tokens, Tokenizer tokenizer) {
    int chosen = request.layers().get(0);
    AttentionMap map = head == null ? seen.meanAttention(chosen) : seen.attention(chosen, head);
    TokenText names = new TokenText(tokenizer);
    if (json) {
      stdout().println(object(seen, map, tokens, names));
      return;
    }
    stdout()
        .println(
            "Layer " + chosen + ", " + (head == null ? "the mean of its heads" : "head " + head));
    new AttentionText(names, tokens).lines(map).forEach(stdout()::println);
    if (lens > 0) {
      stdout().println();
      stdout().println("What would come next, were this the last layer");
      for (int layers = 0; layers <= seen.norms().layers(); layers++) {
        stdout().println(lensLine(seen.lens(tokens.length - 1, layers), layers, names));
      }
    }
  }

  private static String lensLine(List<LensCandidate> said, int layers, TokenText names) {
    StringBuilder line =
        new StringBuilder(
            layers == 0
                ? "  embedding"
                : String.format("  %2d layer%s", layers, layers == 1 ? " " : "s"));
    for (LensCandidate candidate : said) {
      line.append("  " + Percent.of(candidate.probability()) + " " + names.of(candidate.token()));
    }
    return line.toString();
  }

  private String object(Observation seen, AttentionMap map, int[] tokens, TokenText names) {
    JsonObject object = new JsonObject();
    JsonArray ids = new JsonArray();
    JsonArray texts = new JsonArray();
    for (int token : tokens) {
      ids.add(token);
      texts.add(names.of(token));
    }
    object.add("tokens", ids);
    object.add("texts", texts);
    object.add("attention", AttentionText.json(map));
    JsonArray layers = new JsonArray();
    for (int done = 0; lens > 0 && done <= seen.norms().layers(); done++) {
      JsonArray said = new JsonArray();
      for (LensCandidate candidate : seen.lens(tokens.length - 1, done)) {
        JsonObject entry = new JsonObject();
        entry.addProperty("token", candidate.token());
        entry.addProperty("text", names.of(candidate.token()));
        entry.addProperty("logit", candidate.logit());
        entry.addProperty("probability", candidate.probability());
        said.add(entry);
      }
      layers.add(said);
    }
    object.add("lens", layers);
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    return gson.toJson(object);
  }
}
