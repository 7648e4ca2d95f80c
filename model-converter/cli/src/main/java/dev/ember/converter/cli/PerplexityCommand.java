package dev.ember.converter.cli;

import com.google.gson.JsonObject;
import dev.ember.converter.cli.measure.FloatReference;
import dev.ember.converter.cli.measure.Perplexity;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.ModelArgument;
import dev.ember.converter.cli.source.JsonLine;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.export.weights.CappedWeights;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.file.Utf8File;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ember perplexity}: how well a model predicts a text. */
@Command(
    name = "perplexity",
    description = "Measure how well a model predicts a text.",
    footer = {
      "",
      "The text is encoded at once, without a first token, and cut into windows that do not overlap"
          + " (the incomplete rest is left out). Each window is read from an empty cache, and each"
          + " of its tokens but the first is predicted from those before it. nll is the mean of -ln"
          + " p in nats, perplexity is exp(nll). --against adds how far the model's predictions are"
          + " from those of another model's float weights in plain Java, such as the one that it"
          + " was imported from: the mean of KL(SRC || MODEL) in nats, and how often both name the"
          + " same likeliest token."
    })
final class PerplexityCommand extends ToolCommand {
  private static final int DEFAULT_WINDOW = 512;
  private static final int TENTHS = 10;

  @Option(
      names = "--text",
      required = true,
      paramLabel = "FILE",
      description = "The text, UTF-8; its special tokens count as plain text.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path text;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Tokens of a window (default: 512, or the context if that is less).")
  private @Nullable Integer window;

  @Option(
      names = "--windows",
      paramLabel = "N",
      description = "Stop after so many windows (default: all).")
  private int mostWindows = Integer.MAX_VALUE;

  @Option(
      names = "--jsonl",
      description =
          "The text is one JSON string a line; each is a window of its own, with its special tokens"
              + " read as such.")
  private boolean lines;

  @Option(
      names = "--against",
      paramLabel = "SRC",
      description = "A bundle or a model to import, to compare each prediction with.")
  private @Nullable Path against;

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final BackendArguments backend = new BackendArguments();

  /** What is measured, of how long a text. */
  private record Cut(int tokens, List<int[]> windows) {

    int longest() {
      return windows.stream().mapToInt(window -> window.length).max().orElse(1);
    }
  }

  @Override
  public Integer call() throws IOException {
    requirePositive("--windows", mostWindows);
    String content = Utf8File.read(text);
    try (Engine engine = ember().engines().open(model.path(), backend)) {
      Cut cut = lines ? lines(content, engine.tokenizer()) : windows(content, engine);
      print(cut, measured(engine.backend(), cut));
    }
    return ExitCode.OK;
  }

  private Cut windows(String content, Engine engine) {
    int context = engine.backend().config().context();
    int size = window != null ? window : Math.min(DEFAULT_WINDOW, context);
    int[] tokens = engine.tokenizer().encode(content);
    try {
      return new Cut(tokens.length, Perplexity.windows(tokens, size, mostWindows));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Cut lines(String content, Tokenizer tokenizer) throws IOException {
    List<int[]> windows = new ArrayList<>();
    int tokens = 0;
    BufferedReader reader = new BufferedReader(new StringReader(content));
    String line = reader.readLine();
    for (int number = 1; line != null && number <= mostWindows; number++) {
      try {
        windows.add(tokenizer.encodeWithSpecialTokens(JsonLine.string(line)));
      } catch (IOException e) {
        throw new IOException(text + ", line " + number + ": " + e.getMessage(), e);
      }
      tokens += windows.get(number - 1).length;
      line = reader.readLine();
    }
    if (windows.isEmpty()) {
      throw new IOException(text + ": expected a JSON string in each line but found no line");
    }
    return new Cut(tokens, windows);
  }

  private Perplexity.Result measured(Backend measured, Cut cut) throws IOException {
    try {
      if (against == null) {
        return run(measured, null, cut);
      }
      if (SourceFormat.of(against) == SourceFormat.EMBER_BUNDLE) {
        try (Bundle bundle = Bundle.open(against)) {
          return run(measured, new LoadedWeights(bundle.weights()), cut);
        }
      }
      try (ModelSource source = ModelSources.open(against)) {
        return run(measured, new CappedWeights(source.weights(), cut.longest()), cut);
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Perplexity.Result run(Backend measured, @Nullable WeightSource weights, Cut cut)
      throws IOException {
    Perplexity.requireFitting(cut.windows, measured.config().context());
    Perplexity.Reference reference = weights == null ? null : reference(weights, cut);
    int[] shown = {0};
    return new Perplexity(measured, reference)
        .run(cut.windows, done -> shown[0] = show("reading", done, shown[0]));
  }

  private Perplexity.Reference reference(WeightSource weights, Cut cut) throws IOException {
    Perplexity.requireFitting(cut.windows, weights.config().context());
    int[] shown = {0};
    return new FloatReference(
        weights,
        cut.windows,
        backend.threads(),
        done -> shown[0] = show("reference", done, shown[0]));
  }

  /** A line on standard error that grows by a number each tenth. */
  private int show(String what, double done, int shown) {
    int tenths = (int) (done * TENTHS);
    PrintWriter err = stderr();
    for (int i = shown + 1; i <= tenths; i++) {
      err.print((i == 1 ? what : "") + " " + i * TENTHS + (i == TENTHS ? " %\n" : ""));
      err.flush();
    }
    return tenths;
  }

  private void print(Cut cut, Perplexity.Result result) {
    PrintWriter out = stdout();
    if (json) {
      out.println(object(cut, result));
    } else {
      out.printf(Locale.ROOT, "tokens      %d%n", cut.tokens);
      out.printf(
          Locale.ROOT,
          "windows     %d of %d tokens, %d predicted%n",
          result.windows(),
          cut.longest(),
          result.counted());
      out.printf(Locale.ROOT, "nll         %.6f%n", result.nll());
      out.printf(Locale.ROOT, "perplexity  %.4f%n", result.perplexity());
      out.printf(Locale.ROOT, "top-1       %.2f %%%n", 100 * result.top1());
      Perplexity.Agreement agreement = result.agreement();
      if (agreement != null) {
        out.printf(Locale.ROOT, "against     perplexity %.4f%n", agreement.referencePerplexity());
        out.printf(Locale.ROOT, "mean KL     %.5f nats%n", agreement.meanKl());
        out.printf(Locale.ROOT, "same top-1  %.2f %%%n", 100 * agreement.top1());
      }
    }
    out.flush();
  }

  private static JsonObject object(Cut cut, Perplexity.Result result) {
    JsonObject object = new JsonObject();
    object.addProperty("tokens", cut.tokens);
    object.addProperty("window", cut.longest());
    object.addProperty("windows", result.windows());
    object.addProperty("counted", result.counted());
    object.addProperty("nll", result.nll());
    object.addProperty("perplexity", result.perplexity());
    object.addProperty("top1", result.top1());
    Perplexity.Agreement agreement = result.agreement();
    if (agreement != null) {
      object.addProperty("referencePerplexity", agreement.referencePerplexity());
      object.addProperty("meanKl", agreement.meanKl());
      object.addProperty("top1Agreement", agreement.top1());
    }
    return object;
  }
}
