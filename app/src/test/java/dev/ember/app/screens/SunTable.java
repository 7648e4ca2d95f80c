package dev.ember.app.screens;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One sentence, torn behind its eighth word. */
final class SunTable implements WordTable {
  /** Behind " 8", in hundredths: the sentence's own word, then the others. */
  private static final float[] TORN = {31, 28, 9, 7, 5, 3, 2, 2};

  /**
   * How sure it is of each word of the sentence, in hundredths; the others share the rest. The one
   * behind " 8" is {@link #TORN}.
   */
  private static final float[] SURE = {98, 74, 99, 97, 62, 34, 71, 19, 31, 96, 80, 98};

  /** Where the next word is as good as certain. */
  private static final float CERTAIN = 8;

  /** What the first of the others has where the sentence's word has less. */
  private static final float AHEAD = 20;

  /** By their places in the sentence. */
  private static final int BEFORE_TORN = 7;

  private static final int BEHIND_OTHERS = 9;
  private static final int RIVAL_OF_FIRST = 3;
  private static final int RIVAL = 4;
  private static final int LAST = SURE.length - 1;

  /** Sure of its sentence. */
  static final SunTable SURE_OF_IT = english(false);

  /** Doubts many a word of it. */
  static final SunTable DOUBTING = english(true);

  /** Doubts many a word of a Chinese one. */
  static final SunTable DOUBTING_IN_CHINESE =
      new SunTable(
          List.of("从", "太阳", "到", "地球", "，", "光", "要", "走 8", " 小时", "才", "能", "到达"),
          List.of(" 分钟", " 年", " 天", " 秒", " 光年", " 个月", " 周"),
          true);

  /** Each of a dozen words, in the order of {@link #SURE}. */
  private final List<String> sentence;

  private final List<String> others;
  private final boolean doubts;

  private SunTable(List<String> sentence, List<String> others, boolean doubts) {
    this.sentence = sentence;
    this.others = others;
    this.doubts = doubts;
  }

  private static SunTable english(boolean doubts) {
    return new SunTable(
        List.of(
            "The", " light", " of", " the", " sun", " needs", " about", " 8", " hours", " to",
            " reach", " us"),
        List.of(" minutes", " years", " days", " seconds", " light years", " miles", " weeks"),
        doubts);
  }

  /** Behind which word the sentence is torn. */
  String tornBehind() {
    return sentence.get(BEFORE_TORN);
  }

  @Override
  public List<String> words() {
    return Stream.concat(sentence.stream(), others.stream()).collect(Collectors.toList());
  }

  @Override
  public Map<Integer, Float> next(int word) {
    if (doubts && word < LAST && word != BEFORE_TORN) {
      return share(Math.max(0, word + 1));
    } else if (word < 0) {
      return Map.of(0, CERTAIN, RIVAL_OF_FIRST, CERTAIN - 3);
    } else if (word == BEFORE_TORN) {
      return torn();
    } else if (word < LAST) {
      Map<Integer, Float> next = new HashMap<>(Map.of(RIVAL, CERTAIN - 4));
      next.put(word + 1, CERTAIN);
      return next;
    }
    return Map.of(word == LAST ? END : BEHIND_OTHERS, CERTAIN);
  }

  private Map<Integer, Float> torn() {
    Map<Integer, Float> next = new HashMap<>();
    for (int i = 0; i < TORN.length; i++) {
      int word = i == 0 ? BEFORE_TORN + 1 : sentence.size() + i - 1;
      next.put(word, (float) Math.log(TORN[i]));
    }
    return next;
  }

  private Map<Integer, Float> share(int word) {
    Map<Integer, Float> next = new HashMap<>();
    float first = SURE[word] < AHEAD ? AHEAD : (100 - SURE[word]) / others.size();
    float rest = (100 - SURE[word] - first) / (others.size() - 1);
    for (int i = 0; i < others.size(); i++) {
      next.put(sentence.size() + i, (float) Math.log(i == 0 ? first : rest));
    }
    next.put(word, (float) Math.log(SURE[word]));
    return next;
  }
}
