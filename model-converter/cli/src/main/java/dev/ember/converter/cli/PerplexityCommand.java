package dev.ember.converter.cli;

import com.google.gson.JsonObject;
import dev.ember.converter.cli.measure.Perplexity;
import dev.ember.converter.cli.option.BackendArguments;
import dev.ember.converter.cli.option.ModelArgument;
import dev.ember.converter.cli.source.Utf8File;
import dev.ember.inference.Engine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
          + " of its tokens but the first is predicted from those before it. nll is the mean of"
          + " -ln p in nats, perplexity is exp(nll)."
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

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private final ModelArgument model = new ModelArgument();
  @Mixin private final BackendArguments backend = new BackendArguments();

  @Override
  public Integer call() throws IOException {
    String content = Utf8File.read(text);
    try (Engine engine = ember().engines().open(model.path(), backend)) {
      int[] tokens = engine.tokenizer().encode(content);
      int context = engine.backend().config().context();
      int size = window != null ? window : Math.min(DEFAULT_WINDOW, context);
      print(measured(engine, tokens, size), size);
    }
    return ExitCode.OK;
  }

  private Perplexity.Result measured(Engine engine, int[] tokens, int size) {
    int[] shown = {0};
    try {
      return new Perplexity(engine.backend(), size)
          .run(tokens, mostWindows, done -> shown[0] = show(done, shown[0]));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A line on standard error that grows by a number each tenth. */
  private int show(double done, int shown) {
    int tenths = (int) (done * TENTHS);
    PrintWriter err = stderr();
    for (int i = shown + 1; i <= tenths; i++) {
      err.print((i == 1 ? "reading" : "") + " " + i * TENTHS + (i == TENTHS ? " %\n" : ""));
      err.flush();
    }
    return tenths;
  }

  private void print(Perplexity.Result result, int size) {
    PrintWriter out = stdout();
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("tokens", result.tokens());
      object.addProperty("window", size);
      object.addProperty("windows", result.windows());
      object.addProperty("counted", result.counted());
      object.addProperty("nll", result.nll());
      object.addProperty("perplexity", result.perplexity());
      object.addProperty("top1", result.top1());
      out.println(object);
    } else {
      out.printf(Locale.ROOT, "tokens      %d%n", result.tokens());
      out.printf(
          Locale.ROOT,
          "windows     %d of %d tokens, %d predicted%n",
          result.windows(),
          size,
          result.counted());
      out.printf(Locale.ROOT, "nll         %.6f%n", result.nll());
      out.printf(Locale.ROOT, "perplexity  %.4f%n", result.perplexity());
      out.printf(Locale.ROOT, "top-1       %.2f %%%n", 100 * result.top1());
    }
    out.flush();
  }
}
