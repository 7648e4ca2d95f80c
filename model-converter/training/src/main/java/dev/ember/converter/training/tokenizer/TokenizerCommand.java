package dev.ember.converter.training.tokenizer;

import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.progress.CountBar;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.text.HeldOut;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.file.AtomicFile;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ember tokenizer}: learns byte-level BPE and says what it is worth. */
@Command(
    name = "tokenizer",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Learns a tokenizer from text: byte-level BPE, the same text, the same file.")
public final class TokenizerCommand implements Callable<Integer> {
  private static final int LARGEST = 1 << 16;
  private static final String TOKENIZER = "tokenizer.json";

  @Parameters(
      arity = "1..*",
      paramLabel = "TEXT",
      description =
          "files and folders: .txt, .md, .jsonl, gzip of them; a chat counts by its words")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--vocabulary",
      defaultValue = "8192",
      description = "tokens in all, at most 65536 (default: ${DEFAULT-VALUE})")
  private int vocabulary = 8192;

  @Option(
      names = "--special",
      paramLabel = "NAME",
      description = "a further special token, behind Ember's three")
  private List<String> special = new ArrayList<>();

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "50",
      description = "one document of N is not learned from but reported on (default: 50)")
  private int heldOut = 50;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "runs/tokenizer",
      description = "folder of tokenizer.json and the report (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("runs/tokenizer");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (vocabulary > LARGEST) {
      throw wrong("expected a vocabulary of at most " + LARGEST + " but found " + vocabulary);
    }
    AtomicFile.requirePossible(out.resolve(TOKENIZER));
    List<String> specials =
        new ArrayList<>(
            List.of(
                SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));
    specials.addAll(special);
    HeldOut split;
    try {
      split = new HeldOut(heldOut);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
    TextSources texts = TextSources.of(sources);
    SubwordTokenizer tokenizer = train(texts, split, specials);
    TokenizerReport report = new TokenizerReport(tokenizer);
    texts.forEach(
        document -> {
          if (split.holds(document)) {
            report.add(document.words());
          }
        });
    TextSources.judges(sources, List.of()).forEach(document -> report.add(document.words()));
    write(tokenizer, report);
    System.err.printf(
        Locale.ROOT, "%.3f bytes a token on held-out text. %s%n", report.bytesPerToken(), out);
    return 0;
  }

  private SubwordTokenizer train(TextSources texts, HeldOut split, List<String> specials)
      throws IOException {
    CountBar bar = new CountBar(System.err, System.console() != null, "merges", vocabulary);
    int[] learned = new int[1];
    try {
      SubwordTokenizer tokenizer =
          BpeTrainer.train(
              reader ->
                  texts.forEach(
                      document -> {
                        if (!split.holds(document)) {
                          reader.accept(document.words());
                          learned[0]++;
                        }
                      }),
              vocabulary,
              specials,
              bar::update);
      if (learned[0] == 0) { // it would be a tokenizer of bytes alone
        throw new IOException(sources + ": expected text to learn from but found none");
      }
      return tokenizer;
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private void write(SubwordTokenizer tokenizer, TokenizerReport report) throws IOException {
    Files.createDirectories(out);
    StringWriter json = new StringWriter();
    tokenizer.write(json);
    RunFolder.writeText(out.resolve(TOKENIZER), json.toString());
    RunFolder.writeText(out.resolve("report.json"), report.json());
    RunFolder.writeText(out.resolve("report.md"), report.markdown());
  }

  private ParameterException wrong(@Nullable String message) {
    if (spec == null) {
      throw new AssertionError("picocli fills the spec before it calls");
    }
    return new ParameterException(spec.commandLine(), String.valueOf(message));
  }
}
