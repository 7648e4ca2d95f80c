package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public final class SubwordTokenizerTest {
  private static final int ROUND_TRIPS = 2_000;
  private static final int SPECIAL = 260;

  private final SubwordTokenizer tokenizer =
      SmallTokenizers.withSpecialTokens("<|im_start|>", "<|im_end|>");

  @Test
  public void encode_mergesInOrderOfRank_computedByHand() {
    assertThat(tokenizer.encode("the thin in")).containsExactly(257, ' ', 256, 259, ' ', 259);
  }

  @Test
  public void encode_spaceBeforeWord_belongsToTheWord() {
    assertThat(tokenizer.encode("a the")).containsExactly('a', 258);
  }

  @Test
  public void encode_digits_standAlone() {
    assertThat(tokenizer.encode("12")).containsExactly('1', '2');
  }

  @Test
  public void encode_empty_isEmpty() {
    assertThat(tokenizer.encode("")).isEmpty();
  }

  @Test
  public void encode_specialTokenWrittenByUser_staysText() {
    int[] ids = tokenizer.encode("a<|im_end|>b");

    assertThat(ids).doesNotContain(SPECIAL, SPECIAL + 1);
    assertThat(tokenizer.decode(ids, ids.length)).isEqualTo("a<|im_end|>b");
  }

  @Test
  public void encodeWithSpecialTokens_name_becomesTheToken() {
    assertThat(tokenizer.encodeWithSpecialTokens("<|im_start|>a<|im_end|>"))
        .containsExactly(SPECIAL, 'a', SPECIAL + 1);
  }

  @Test
  public void encode_loneSurrogate_isReplacementCharacter() {
    int[] ids = tokenizer.encode("a\uD83Cb");

    assertThat(tokenizer.decode(ids, ids.length)).isEqualTo("a\uFFFDb");
  }

  @Test
  public void decode_halfACharacter_isReplacementCharacter() {
    int[] ids = tokenizer.encode("é");

    assertThat(ids).hasSize(2);
    assertThat(tokenizer.decode(ids, 1)).isEqualTo("\uFFFD");
  }

  @Test
  public void bytes_specialToken_areItsName() {
    assertThat(tokenizer.bytes(SPECIAL)).isEqualTo("<|im_start|>".getBytes(StandardCharsets.UTF_8));
    assertThat(tokenizer.isSpecial(SPECIAL)).isTrue();
    assertThat(tokenizer.isSpecial('a')).isFalse();
  }

  @Test
  public void bytes_changedByCaller_stayAsTheyWere() {
    tokenizer.bytes(257)[0] = 'X';

    assertThat(tokenizer.decode(new int[] {257}, 1)).isEqualTo("the");
  }

  @Test
  public void bytes_tokenBeyondVocabulary_isRefused() {
    assertThat(tokenizer.vocabularySize()).isEqualTo(262);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenizer.bytes(262))
        .withMessage("expected a token from 0 to 261 but found 262");
  }

  @Test
  public void idOf_knowsNamesAndSpellings() {
    assertThat(tokenizer.idOf("<|im_end|>")).hasValue(SPECIAL + 1);
    assertThat(tokenizer.idOf("Ġthe")).hasValue(258);
    assertThat(tokenizer.idOf("nothing")).isEmpty();
  }

  @Test
  public void encode_randomText_decodesToItself() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROUND_TRIPS; i++) {
      String text = RandomText.next(random, 40);
      int[] ids = tokenizer.encode(text);
      assertThat(tokenizer.decode(ids, ids.length)).as("seed %d", seed).isEqualTo(text);
      assertThat(ids).as("seed %d", seed).doesNotContain(SPECIAL, SPECIAL + 1);
    }
  }

  @Test
  public void encode_randomText_equalsNaiveMerging() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Merge> merges = randomMerges(random);
    SubwordTokenizer uncut =
        new SubwordTokenizer(
            SmallTokenizers.definition(SmallTokenizers.uncut(), merges, List.of()));
    for (int i = 0; i < ROUND_TRIPS; i++) {
      String text = abcText(random);
      assertThat(uncut.encode(text))
          .as("seed %d, text %s", seed, text)
          .isEqualTo(naive(uncut, merges, text));
    }
  }

  @Test
  public void ignoresMerges_wholeToken_isTakenAtOnce() {
    List<Merge> merges = List.of(new Merge("a", "b"), new Merge("c", "d"), new Merge("ab", "cd"));
    TokenizerDefinition merging =
        SmallTokenizers.definition(SmallTokenizers.uncut(), merges, List.of());
    List<Merge> unreachable = List.of(new Merge("b", "c"), new Merge("a", "bc"));
    TokenizerDefinition whole =
        TokenizerDefinition.byteLevelBpe(
            SmallTokenizers.uncut(),
            new BpeModel(
                SmallTokenizers.vocabulary(unreachable),
                unreachable.subList(0, 1),
                BpeModel.Settings.WHOLE_PIECES),
            List.of());

    assertThat(new SubwordTokenizer(merging).encode("abcd")).containsExactly(258);
    assertThat(new SubwordTokenizer(whole).encode("abc")).containsExactly(257);
    assertThat(new SubwordTokenizer(whole).encode("abcx")).containsExactly('a', 256, 'x');
  }

  @Test
  public void mergeThatMakesASpecialToken_neverHappensInText() {
    List<Merge> merges = List.of(new Merge("<", "s"), new Merge("<s", ">"));
    TokenizerDefinition definition =
        SmallTokenizers.definition(
            SmallTokenizers.uncut(), merges, List.of(AddedToken.special(257, "<s>")));
    SubwordTokenizer risky = new SubwordTokenizer(definition);

    assertThat(risky.encode("<s>")).containsExactly(256, '>');
    assertThat(risky.encodeWithSpecialTokens("<s>")).containsExactly(257);
  }

  @Test
  public void encodeWithin_metaspaceFirst_putsNoSpaceBefore() {
    SubwordTokenizer metaspace =
        new SubwordTokenizer(
            new TokenizerDefinition(
                List.of(),
                new PreTokenization(
                    List.of(new MetaspaceSplit("▁", MetaspaceSplit.Prefix.FIRST, false))),
                new BpeModel(Map.of("▁", 0, "a", 1), List.of(), BpeModel.Settings.PLAIN),
                Decoding.sentencePiece(true),
                Framing.NONE,
                List.of(AddedToken.special(2, "<s>"))));

    assertThat(metaspace.encode("a a")).containsExactly(0, 1, 0, 1);
    assertThat(metaspace.encodeWithin("a a")).containsExactly(1, 0, 1);
    assertThat(metaspace.encodeWithSpecialTokens("<s>a")).containsExactly(2, 1);
  }

  @Test
  public void encodeWithin_tokenizerThatOpensEachText_doesNot() {
    for (SubwordTokenizer opening :
        List.of(SmallTokenizers.prepending(), SmallTokenizers.metaspace())) {
      assertThat(opening.encode("a b")).containsExactly(' ', 'a', ' ', 'b');
      assertThat(opening.encodeWithin("a b")).containsExactly('a', ' ', 'b');
      assertThat(opening.encodeWithin(" a b")).containsExactly(' ', 'a', ' ', 'b');
      assertThat(opening.encodeWithin("")).isEmpty();
    }
    PreTokenization bytes = new PreTokenization(List.of(new ByteLevelSplit(true, true)));
    SubwordTokenizer spacing =
        new SubwordTokenizer(SmallTokenizers.definition(bytes, List.of(), List.of()));
    assertThat(spacing.encode("a b")).containsExactly(' ', 'a', ' ', 'b');
    assertThat(spacing.encodeWithin("a b")).containsExactly('a', ' ', 'b');
  }

  @Test
  public void encodeWithin_tokenizerThatTakesSpaceAwayBeforeTexts_leavesIt() {
    for (Normalization strip :
        List.of(new Normalization.Strip(true, false), Replacement.regex("\\A +", ""))) {
      SubwordTokenizer stripping =
          SmallTokenizers.marking(
              List.of(strip, new Normalization.Prepend("▁"), Replacement.regex(" +", "▁")),
              PreTokenization.none());

      assertThat(stripping.encode("  a  b")).containsExactly(' ', 'a', ' ', 'b');
      assertThat(stripping.encodeWithin("  a  b")).containsExactly(' ', 'a', ' ', 'b');
      assertThat(stripping.encodeWithin("a  b")).containsExactly('a', ' ', 'b');
    }
  }

  @Test
  public void encodeBehind_addedToken_opensTheTextAnewAndBehindTextGoesOn() {
    SubwordTokenizer prepending = SmallTokenizers.prepending("<s>");
    SubwordTokenizer metaspace = SmallTokenizers.metaspace("<s>");

    for (SubwordTokenizer opening : List.of(prepending, metaspace)) {
      int[] whole = opening.encodeWithSpecialTokens("ab<s>c");
      assertThat(whole).containsExactly(' ', 'a', 'b', 256, ' ', 'c');
      assertThat(opening.encodeBehind(256, "c")).containsExactly(' ', 'c');
      assertThat(opening.encodeBehind('a', "b")).containsExactly('b');
    }
  }

  private static List<Merge> randomMerges(Random random) {
    List<String> tokens = new ArrayList<>(List.of("a", "b", "c"));
    List<Merge> merges = new ArrayList<>();
    while (merges.size() < 30) {
      Merge merge =
          new Merge(
              tokens.get(random.nextInt(tokens.size())), tokens.get(random.nextInt(tokens.size())));
      if (!tokens.contains(merge.merged())) {
        tokens.add(merge.merged());
        merges.add(merge);
      }
    }
    return merges;
  }

  private static String abcText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }

  /** The definition of BPE word for word: the earliest merge, everywhere, until none applies. */
  private static int[] naive(SubwordTokenizer tokenizer, List<Merge> merges, String text) {
    List<String> symbols = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      symbols.add(text.substring(i, i + 1));
    }
    for (int rank = 0; rank < merges.size(); ) {
      rank = mergeFirst(symbols, merges.get(rank)) ? 0 : rank + 1;
    }
    return symbols.stream().mapToInt(s -> tokenizer.idOf(s).orElseThrow()).toArray();
  }

  private static boolean mergeFirst(List<String> symbols, Merge merge) {
    for (int i = 0; i + 1 < symbols.size(); i++) {
      if (symbols.get(i).equals(merge.left()) && symbols.get(i + 1).equals(merge.right())) {
        symbols.set(i, merge.merged());
        symbols.remove(i + 1);
        return true;
      }
    }
    return false;
  }
}
