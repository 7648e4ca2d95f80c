package dev.ember.converter.training.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ember.inference.tokenizer.BpeModel;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class BpeTrainerTest {
  private static final int BYTES = 256;
  private static final int LARGE = 5_000;
  private static final List<String> CHATML = List.of("<|im_start|>", "<|im_end|>");

  @Test
  public void train_smallCorpus_mergesAsComputedByHand() {
    // "ab" stands 5 times, "abc" 3 times; then "Ġ" + "abc" twice. "bd" stands once: never merged.
    SubwordTokenizer tokenizer =
        BpeTrainer.train(List.of("abc abc abc", "ab", "abd"), LARGE, List.of());

    assertThat(merges(tokenizer))
        .containsExactly(new Merge("a", "b"), new Merge("ab", "c"), new Merge("Ġ", "abc"));
    assertThat(tokenizer.encode("abc abd")).containsExactly(257, ' ', 256, 'd');
  }

  @Test
  public void train_equallyFrequentPairs_smallerIdsFirst() {
    SubwordTokenizer tokenizer = BpeTrainer.train(List.of("zy;zy;ba;ba"), LARGE, List.of());

    assertThat(merges(tokenizer)).containsExactly(new Merge("b", "a"), new Merge("z", "y"));
  }

  @Test
  public void train_runOfOneByte_countsAndMergesFromTheLeft() {
    // "aaaa" has three pairs; merged from the left it is "aa" "aa", which then stands once a word.
    SubwordTokenizer tokenizer = BpeTrainer.train(List.of("aaaa", "aaaa"), LARGE, List.of());

    assertThat(merges(tokenizer)).containsExactly(new Merge("a", "a"), new Merge("aa", "aa"));
  }

  @Test
  public void train_vocabularySize_isKept() {
    List<String> corpus = List.of("the theme of them there then", "the theme of them there then");

    assertThat(BpeTrainer.train(corpus, BYTES + 4, CHATML).vocabularySize()).isEqualTo(BYTES + 4);
    assertThat(BpeTrainer.train(corpus, BYTES + 2, CHATML).vocabularySize()).isEqualTo(BYTES + 2);
  }

  @Test
  public void train_specialTokens_comeFirstAndNeverFromText() {
    List<String> documents = Collections.nCopies(9, "pad <|im_end|> pad");
    SubwordTokenizer tokenizer = BpeTrainer.train(documents, LARGE, List.of("<|im_end|>", "pad"));

    assertThat(tokenizer.idOf("<|im_end|>")).hasValue(0);
    assertThat(tokenizer.idOf("pad")).hasValue(1);
    assertThat(tokenizer.encode("pad <|im_end|>")).doesNotContain(0, 1);
    assertThat(tokenizer.encodeWithSpecialTokens("pad<|im_end|>")).containsExactly(1, 0);
  }

  @Test
  public void train_digits_stayApart() {
    SubwordTokenizer tokenizer =
        BpeTrainer.train(Collections.nCopies(9, "1234 1234"), LARGE, List.of());

    assertThat(tokenizer.encode("1234")).containsExactly('1', '2', '3', '4');
  }

  @Test
  public void train_chinese_learnsCharactersAndWords() {
    SubwordTokenizer tokenizer = BpeTrainer.train(List.of("你好，你好吗？", "你好！我很好。"), LARGE, List.of());

    assertThat(tokenizer.encode("你好")).hasSize(1);
    assertThat(tokenizer.encode("你好").length).isLessThan(tokenizer.encode("天地").length);
  }

  @Test
  public void train_twice_givesTheSameFile() throws IOException {
    List<String> corpus = randomCorpus(new Random(7));

    assertThat(write(BpeTrainer.train(corpus, 400, CHATML)))
        .isEqualTo(write(BpeTrainer.train(corpus, 400, CHATML)));
  }

  @Test
  public void train_writtenAndRead_encodesTheSame() throws IOException {
    SubwordTokenizer tokenizer = BpeTrainer.train(randomCorpus(new Random(8)), 400, CHATML);
    SubwordTokenizer again =
        SubwordTokenizer.read(new StringReader(write(tokenizer)), "tokenizer.json");

    for (String text : randomCorpus(new Random(9))) {
      assertThat(again.encode(text)).isEqualTo(tokenizer.encode(text));
      assertThat(again.encodeWithSpecialTokens("<|im_start|>" + text))
          .isEqualTo(tokenizer.encodeWithSpecialTokens("<|im_start|>" + text));
    }
  }

  @Test
  public void train_randomCorpus_equalsTheNaiveTrainer() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      List<String> corpus = randomCorpus(random);
      assertThat(merges(BpeTrainer.train(corpus, 330, List.of())))
          .as("seed %d", seed)
          .isEqualTo(NaiveBpe.merges(corpus, 330));
    }
  }

  @Test
  public void train_noRoomForBytes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpeTrainer.train(List.of(), 257, CHATML))
        .withMessage("expected a vocabulary of at least 258 tokens but found 257");
  }

  @Test
  public void train_specialTokenTwice_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BpeTrainer.train(List.of(), 300, List.of("<s>", "<s>")))
        .withMessageContaining("\"<s>\" twice");
  }

  private static List<String> randomCorpus(Random random) {
    String[] parts = {"a", "b", "ab", "ba", "aa", "é", "你", "好", " ", " the", "1", "\n", "!"};
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      documents.add(text.toString());
    }
    return documents;
  }

  private static List<Merge> merges(SubwordTokenizer tokenizer) {
    return ((BpeModel) tokenizer.definition().model()).merges();
  }

  private static String write(SubwordTokenizer tokenizer) throws IOException {
    StringWriter text = new StringWriter();
    tokenizer.write(text);
    return text.toString();
  }
}
