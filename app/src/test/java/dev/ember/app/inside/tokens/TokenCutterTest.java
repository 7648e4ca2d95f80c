package dev.ember.app.inside.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.tokenizer.BpeModel;
import dev.ember.inference.tokenizer.Merge;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import dev.ember.inference.tokenizer.TokenizerDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class TokenCutterTest {

  /** The bytes, and behind them what the merges make of them. */
  private static SubwordTokenizer tokenizer(Merge... merges) throws IOException {
    SubwordTokenizer bytes =
        SubwordTokenizer.read(new StringReader(SmallTokenizer.json()), "tokenizer.json");
    TokenizerDefinition known = bytes.definition();
    Map<String, Integer> vocabulary = new LinkedHashMap<>(((BpeModel) known.model()).vocabulary());
    int next = SmallTokenizer.VOCABULARY;
    for (Merge merge : merges) {
      vocabulary.put(merge.merged(), next++);
    }
    return new SubwordTokenizer(
        TokenizerDefinition.byteLevelBpe(
            known.preTokenization(),
            new BpeModel(vocabulary, List.of(merges), BpeModel.Settings.PLAIN),
            known.addedTokens()));
  }

  private static List<String> labels(SubwordTokenizer tokenizer, String text) {
    List<String> labels = new ArrayList<>();
    new TokenCutter(tokenizer)
        .pieces(tokenizer.encode(text))
        .forEach(piece -> labels.add(piece.label()));
    return labels;
  }

  @Test
  public void bytes_ofAChineseCharacter_countItsThreeParts() throws IOException {
    assertThat(labels(tokenizer(), "a小b")).containsExactly("a", "小 1/3", "小 2/3", "小 3/3", "b");
  }

  @Test
  public void bytes_ofAnEmoji_countItsFourParts() throws IOException {
    assertThat(labels(tokenizer(), "🍓🔥"))
        .containsExactly(
            "🍓 1/4", "🍓 2/4", "🍓 3/4", "🍓 4/4", "🔥 1/4", "🔥 2/4", "🔥 3/4", "🔥 4/4");
  }

  @Test
  public void space_beforeAWord_isADot() throws IOException {
    SubwordTokenizer tokenizer = tokenizer(new Merge("Ġ", "a"));
    assertThat(labels(tokenizer, "b a\n")).containsExactly("b", "·a", "↵");
  }

  @Test
  public void piece_ofHalfACharacter_countsTwoParts() throws IOException {
    SubwordTokenizer tokenizer = tokenizer(new Merge("å", "°")); // E5 B0 of E5 B0 8F
    List<TokenPiece> pieces = new TokenCutter(tokenizer).pieces(tokenizer.encode("小"));
    assertThat(pieces.get(0).label()).isEqualTo("小 1/2");
    assertThat(pieces.get(0).hexBytes()).isEqualTo("E5 B0");
    assertThat(pieces.get(1).label()).isEqualTo("小 2/2");
    assertThat(pieces.get(1).hexBytes()).isEqualTo("8F");
  }

  @Test
  public void text_emptyOfTokens_hasNoPieces() throws IOException {
    assertThat(new TokenCutter(tokenizer()).pieces(new int[0])).isEmpty();
  }

  @Test
  public void vocabulary_knowsWhatAPieceWasMadeOf() throws IOException {
    SubwordTokenizer tokenizer = tokenizer(new Merge("Ġ", "a"), new Merge("Ġa", "b"));
    Vocabulary vocabulary = new Vocabulary(tokenizer);
    assertThat(vocabulary.origin(tokenizer.encode(" ab")[0]))
        .isEqualTo(new Vocabulary.Origin("·a", "b", 2));
    assertThat(vocabulary.origin('x')).isNull();
    assertThat(vocabulary.merges()).isEqualTo(2);
    assertThat(vocabulary.han()).isZero();
  }
}
