package dev.ember.app.screens;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What happened this morning: behind each word six others are likely, so that whatever is drawn
 * makes a sentence and shows bars of many lengths.
 */
final class MorningTable implements WordTable {
  private static final String ANY_OTHER = "*";
  private static final String ENDS = "</s>";

  /** Marks of a line, and numbers. */
  private static final Pattern NO_WORD = Pattern.compile("[:*]|</s>|\\d+");

  /** Its text begins with {@link #ENGLISH_START}. */
  static final MorningTable ENGLISH =
      new MorningTable(
          """
          _morning : _the 34 _a 22 _my 17 _one 11 _this 9 _that 7
          _the _a _my _one _this _that : _little 38 _old 21 _black 15 _small 11 _grey 9 _shy 6
          _little _old _black _small _grey _shy : _cat 36 _dog 21 _bird 15 _mouse 12 _fox 9 _owl 7
          _cat _dog _bird _mouse _fox _owl : _sat 29 _slept 24 _stood 18 _lay 13 _waited 10 _sang 6
          _sat _slept _stood _lay _waited _sang : _on 51 _under 17 _by 12 _near 9 _behind 7 _above 4
          _on _under _by _near _behind _above : _our 62 _his 13 _her 10 _your 7 _their 5 _its 3
          _our _his _her _your _their _its : _roof 34 _window 22 _mat 17 _wall 11 _floor 9 _bed 7
          _roof _window _mat : _again 34 _today 22 _too 17 _now 11 _alone 9 _twice 7
          _wall _floor _bed : _again 34 _today 22 _too 17 _now 11 _alone 9 _twice 7
          This : _morning 52 _evening 16 _time 12 _night 9 _week 7 _year 4
          _evening _time _night _week _year : _the 34 _a 22 _my 17 _one 11 _this 9 _that 7
          _and _while _until _as _but : _the 34 _a 22 _my 17 _one 11 _this 9 _that 7
          * : </s> 47 _and 22 _while 12 _until 9 _as 6 _but 4
          """);

  static final String ENGLISH_START = "This morning";

  /** Its text begins with {@link #CHINESE_START}. */
  static final MorningTable CHINESE =
      new MorningTable(
          """
          今天 明天 昨天 : 早上 44 晚上 22 下午 14 中午 9 夜里 6 天 5
          早上 晚上 下午 中午 夜里 ， : 我 32 下 19 没 15 他 13 天 12 有 9
          我 他 她 : 在 29 去 24 看 18 想 13 爱 9 回 7
          在 去 看 想 爱 回 来 : 家 31 学校 23 公园 18 山上 12 河边 9 店里 7
          下 : 了 58 起 17 着 10 完 7 过 5 大 3
          了 着 起 过 : 一 36 大 21 小 16 雨 13 雪 9 两 5
          一 两 : 场 44 阵 22 天 14 次 9 夜 6 会 5
          场 阵 大 小 : 雨 43 雪 24 风 15 雾 9 病 5 火 4
          没 : 有 56 下 16 去 11 来 8 看 5 想 4
          有 : 风 30 雨 24 雪 17 雾 13 云 9 人 7
          天 : 气 46 空 22 很 12 也 9 真 6 不 5
          气 空 : 很 45 真 19 不 13 也 10 太 8 最 5
          很 真 不 也 太 最 : 好 35 冷 22 晴 16 热 12 静 9 美 6
          。 ！ : </s> 41 今天 18 我 14 明天 11 昨天 9 她 7
          * : 。 48 ， 27 了 9 ！ 7 吗 5 吧 4
          """);

  static final String CHINESE_START = "今天早上";

  private final List<String> words;
  private final Map<String, Map<Integer, Float>> behind = new HashMap<>();

  /** A line is words, a colon, and what comes behind each of them, in hundredths. */
  private MorningTable(String lines) {
    Set<String> all = new LinkedHashSet<>();
    lines
        .lines()
        .flatMap(line -> List.of(line.split(" ")).stream())
        .filter(word -> !NO_WORD.matcher(word).matches())
        .forEach(word -> all.add(spelled(word)));
    words = List.copyOf(all);
    lines.lines().forEach(this::learn);
  }

  private void learn(String line) {
    String[] sides = line.split(" : ");
    String[] next = sides[1].split(" ");
    Map<Integer, Float> logits = new HashMap<>();
    for (int i = 0; i < next.length; i += 2) {
      int word = next[i].equals(ENDS) ? END : words.indexOf(spelled(next[i]));
      logits.put(word, (float) Math.log(Integer.parseInt(next[i + 1])));
    }
    for (String word : sides[0].split(" ")) {
      behind.put(spelled(word), Map.copyOf(logits));
    }
  }

  private static String spelled(String word) {
    return word.replace('_', ' ');
  }

  @Override
  public List<String> words() {
    return words;
  }

  @Override
  public Map<Integer, Float> next(int word) {
    Map<Integer, Float> others = Objects.requireNonNull(behind.get(ANY_OTHER), "a line for others");
    return word < 0 ? others : behind.getOrDefault(words.get(word), others);
  }
}
