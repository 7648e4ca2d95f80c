package dev.ember.converter.training;

import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.run.RunFolder;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.chat.Message;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The first stage: byte-level BPE over conversations drawn from every unit to learn from. */
final class TokenizerStage {
  /** Enough that nearly every alternative and slot value is seen; more changes few merges. */
  private static final int DRAWS_PER_UNIT = 6;

  /** Of its own, so that all runs of a preset share one tokenizer. */
  private static final long SEED = 1;

  private final Preset preset;
  private final Path file;

  TokenizerStage(Preset preset, Path folder) {
    this.preset = preset;
    this.file = folder.resolve("tokenizer.json");
  }

  /** Reads the tokenizer of a resumed run, or trains and writes one. */
  SubwordTokenizer run(Corpus corpus, boolean resumed) throws IOException {
    SubwordTokenizer tokenizer = resumed ? read() : train(corpus);
    if (tokenizer.vocabularySize() != preset.model().vocabulary()) {
      throw new IOException(
          String.format(
              "%s: expected %d tokens but found %d",
              file, preset.model().vocabulary(), tokenizer.vocabularySize()));
    }
    return tokenizer;
  }

  private SubwordTokenizer read() throws IOException {
    try (BufferedReader json = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return SubwordTokenizer.read(json, file.toString());
    }
  }

  private SubwordTokenizer train(Corpus corpus) throws IOException {
    SubwordTokenizer tokenizer =
        BpeTrainer.train(
            texts(corpus),
            preset.model().vocabulary(),
            List.of(
                SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));
    StringWriter json = new StringWriter();
    tokenizer.write(json);
    RunFolder.writeText(file, json.toString());
    return tokenizer;
  }

  private static List<String> texts(Corpus corpus) {
    Expander expander = new Expander(corpus.slotLists());
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> texts = new ArrayList<>();
    for (CorpusUnit unit : corpus.training()) {
      for (int draw = 0; draw < DRAWS_PER_UNIT; draw++) {
        for (Message message : expander.expand(unit, random)) {
          texts.add(message.content());
        }
      }
    }
    return texts;
  }
}
