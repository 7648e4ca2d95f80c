package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

public final class GgufVocabularyTest {
  private static final List<String> PIECES =
      List.of("<unk>", "<s>", "</s>", "▁", "a", "b", "▁a", "ab", "  ");
  private static final float[] SCORES = {0, 0, 0, -1, -2, -3, -5, -4, 0};
  private static final int[] TYPES = {2, 3, 3, 1, 1, 1, 1, 1, 4};

  @Test
  public void llama_scores_decideWhatMerges() {
    SubwordTokenizer tokenizer = tokenizer(llama());

    assertThat(tokenizer.encode("ab a")).containsExactly(3, 7, 6);
    assertThat(tokenizer.encodeFramed("b")).containsExactly(1, 3, 5);
    assertThat(tokenizer.decode(new int[] {3, 7, 6}, 3)).isEqualTo("ab a");
  }

  @Test
  public void llama_withoutSpacePrefix_findsTheUsersSpaces() {
    SubwordTokenizer tokenizer = tokenizer(llama().prefixesSpace(false));

    assertThat(tokenizer.encode("a   b")).containsExactly(4, 8, 3, 5);
    assertThat(tokenizer.decode(new int[] {4, 8, 3, 5}, 4)).isEqualTo("a   b");
  }

  @Test
  public void llama_phi3ByName_specialTokensSwallowSpace() {
    SubwordTokenizer named = tokenizer(llama().modelName("Phi-3 mini"));

    assertThat(named.encodeWithSpecialTokens("</s> \na")).containsExactly(2, 6);
    assertThat(named.encodeWithSpecialTokens("<s> a")).containsExactly(1, 3, 6);
  }

  @Test
  public void gpt2_merges_areRanked() {
    SubwordTokenizer tokenizer = tokenizer(gpt2("smollm"));

    assertThat(tokenizer.encode("ab 1a")).containsExactly(4, 3, 2, 0);
    assertThat(tokenizer.encodeWithSpecialTokens("<eos>a")).containsExactly(5, 0);
    assertThat(tokenizer.encode("<eos>")).doesNotContain(5);
  }

  @Test
  public void gpt2_everyPreTokenizer_cutsAsItsModelDoes() {
    String text = "It's 1234 DON'T\n\n  HelloWorld";
    assertCuts("gpt-2", text, "It|'s| 1234| DON|'|T|\n\n | HelloWorld");
    assertCuts("smollm", text, "It|'s| |1|2|3|4| DON|'|T|\n\n | HelloWorld");
    assertCuts("llama-bpe", text, "It|'s| |123|4| DON|'T|\n\n| | HelloWorld");
    assertCuts("qwen2", text, "It|'s| |1|2|3|4| DON|'T|\n\n| | HelloWorld");
    assertCuts("tekken", text, "It|'s| |1|2|3|4| DON|'T|\n\n| | Hello|World");
    assertCuts("gpt-4o", text, "It's| |123|4| DON'T|\n\n| | Hello|World");
  }

  @Test
  public void definition_whatDoesNotFit_isNamed() {
    assertRefused(new GgufVocabulary("bert", PIECES), "tokenizer.ggml.model to be gpt2 or llama");
    assertRefused(gpt2("chatglm-bpe"), "a pre-tokenizer among default, gpt-2");
    assertRefused(llama().scores(new float[3]), "expected 9 tokenizer.ggml.scores but found 3");
    assertRefused(llama().scores(new float[0]), "tokenizer.ggml.scores for a vocabulary of 9");
    assertRefused(llama().types(new int[] {1}), "expected 9 tokenizer.ggml.token_type but found 1");
    assertRefused(llama().end(99, false), "special tokens below 9 but found 99");
    assertRefused(gpt2("gpt-2").merges(List.of("ab")), "merge 0 to be two tokens but found \"ab\"");
    assertRefused(
        gpt2("gpt-2").merges(List.of("a z")), "tokens of the vocabulary but found \"az\"");
    assertRefused(
        new GgufVocabulary("gpt2", List.of("a", "a")),
        "each token once but found \"a\" as 0 and 1");
  }

  private static GgufVocabulary llama() {
    return new GgufVocabulary("llama", PIECES).scores(SCORES).types(TYPES).begin(1, true);
  }

  private static GgufVocabulary gpt2(String preTokenizer) {
    return new GgufVocabulary("gpt2", List.of("a", "b", "1", "Ġ", "ab", "<eos>", "Ġ1"))
        .types(new int[] {1, 1, 1, 1, 1, 3, 1})
        .merges(List.of("a b", "Ġ 1"))
        .preTokenizer(preTokenizer);
  }

  private static void assertCuts(String preTokenizer, String text, String pieces) {
    List<String> cut = GgufPreTokenizer.named(preTokenizer).preTokenization().split(text);

    assertThat(cut).as(preTokenizer).isEqualTo(new ArrayList<>(Arrays.asList(pieces.split("\\|"))));
  }

  private static SubwordTokenizer tokenizer(GgufVocabulary vocabulary) {
    return new SubwordTokenizer(vocabulary.definition());
  }

  private static void assertRefused(GgufVocabulary vocabulary, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(vocabulary::definition)
        .withMessageContaining(message);
  }
}
