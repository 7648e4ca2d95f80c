package dev.ember.converter.training.tokenizer;

import dev.ember.inference.tokenizer.AddedToken;
import dev.ember.inference.tokenizer.BpeModel;
import dev.ember.inference.tokenizer.ByteAlphabet;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.PreTokenization;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Learns byte-level BPE (Sennrich et al. 2016, over bytes as in GPT-2): again and again the most
 * frequent pair of neighbours becomes a token.
 *
 * <p>Ids: special tokens first, in their order, then the 256 bytes, then merges. Deterministic: of
 * equally frequent pairs the one with the smaller left id goes first, then the smaller right id.
 * The name of a special token in a document is plain text.
 */
public final class BpeTrainer {
  private static final int BYTES = 256;

  /** A pair that stands once in the corpus says nothing about other texts. */
  private static final long MINIMUM_COUNT = 2;

  private final List<String> specialTokens;
  private final PreTokenization preTokenization = PreTokenization.wordsAndSingleDigits();
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<String> spellings = new ArrayList<>(); // by id
  private final List<Merge> merges = new ArrayList<>();

  private BpeTrainer(List<String> specialTokens) {
    this.specialTokens = List.copyOf(specialTokens);
  }

  /** Documents, one after another. */
  @FunctionalInterface
  public interface Corpus {
    void forEach(Consumer<String> reader) throws IOException;
  }

  /**
   * Trains a tokenizer of at most {@code vocabularySize} tokens; of fewer if no pair is left that
   * stands twice.
   *
   * @throws IllegalArgumentException if the size has no room for the bytes and the special tokens,
   *     or a special token is named twice or like a byte
   */
  public static SubwordTokenizer train(
      Iterable<String> documents, int vocabularySize, List<String> specialTokens) {
    try {
      return train((Corpus) documents::forEach, vocabularySize, specialTokens, tokens -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("documents in memory cannot fail", e);
    }
  }

  /**
   * The same for documents that need not fit into memory.
   *
   * @param progress hears how many tokens there are, after each merge
   */
  public static SubwordTokenizer train(
      Corpus corpus, int vocabularySize, List<String> specialTokens, IntConsumer progress)
      throws IOException {
    int smallest = BYTES + specialTokens.size();
    if (vocabularySize < smallest) {
      throw new IllegalArgumentException(
          "expected a vocabulary of at least " + smallest + " tokens but found " + vocabularySize);
    }
    BpeTrainer trainer = new BpeTrainer(specialTokens);
    int[] byteIds = trainer.addFirstTokens();
    try (WordTable table = new WordTable(trainer.preTokenization)) {
      corpus.forEach(table::add);
      trainer.addMerges(table.words(byteIds), vocabularySize, progress);
    }
    return new SubwordTokenizer(trainer.definition());
  }

  private int[] addFirstTokens() {
    specialTokens.forEach(this::addToken);
    int[] byteIds = new int[BYTES];
    for (int b = 0; b < BYTES; b++) {
      byteIds[b] = addToken(String.valueOf(ByteAlphabet.character(b)));
    }
    return byteIds;
  }

  private int addToken(String spelling) {
    int id = spellings.size();
    if (vocabulary.putIfAbsent(spelling, id) != null) {
      throw new IllegalArgumentException(
          "expected a name of its own for each special token but found \"" + spelling + "\" twice");
    }
    spellings.add(spelling);
    return id;
  }

  private void addMerges(Words words, int vocabularySize, IntConsumer progress) {
    PairTally tally = new PairTally(words);
    while (vocabulary.size() < vocabularySize) {
      OptionalLong found = tally.takeMostFrequent(MINIMUM_COUNT);
      if (found.isEmpty()) {
        return;
      }
      long pair = found.getAsLong();
      Merge merge =
          new Merge(spellings.get(PairTally.left(pair)), spellings.get(PairTally.right(pair)));
      if (!specialTokens.contains(merge.merged())) {
        tally.merge(pair, idOf(merge));
        merges.add(merge);
        progress.accept(vocabulary.size());
      }
    }
  }

  /** The merged token's id; two different merges may make the same token. */
  private int idOf(Merge merge) {
    Integer id = vocabulary.get(merge.merged());
    return id == null ? addToken(merge.merged()) : id;
  }

  private TokenizerDefinition definition() {
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < specialTokens.size(); id++) {
      added.add(AddedToken.special(id, specialTokens.get(id)));
    }
    BpeModel model = new BpeModel(vocabulary, merges, BpeModel.Settings.PLAIN);
    return TokenizerDefinition.byteLevelBpe(preTokenization, model, added);
  }
}
