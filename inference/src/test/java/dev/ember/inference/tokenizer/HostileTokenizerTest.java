package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.ember.inference.testing.JsonMutator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** A {@code tokenizer.json} from anywhere: what it cannot do to whoever opens it. */
public final class HostileTokenizerTest {
  private static final int FUZZ_CASES = 20_000;

  /** Fixed, so that a failure is found again. */
  private static final long FUZZ_SEED = 20260115;

  private static final int MEGABYTE = 1 << 20;

  /** What a tokenizer may take, garbage included, whatever the file or a megabyte of text is. */
  private static final long MAX_ALLOCATED = 256L * MEGABYTE;

  private static final String BYTES =
      "{\"added_tokens\":[{\"id\":4,\"content\":\"<s>\",\"special\":true,\"lstrip\":true}],"
          + "\"normalizer\":{\"type\":\"NFC\"},\"pre_tokenizer\":{\"type\":\"Sequence\","
          + "\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":\"\\\\p{L}+|a(?!b)\"},"
          + "\"behavior\":\"Isolated\"},{\"type\":\"ByteLevel\"}]},"
          + "\"decoder\":{\"type\":\"ByteLevel\"},\"model\":{\"type\":\"BPE\","
          + "\"vocab\":{\"a\":0,\"b\":1,\"ab\":2,\"Ġ\":3},\"merges\":[\"a b\"]}}";
  private static final String CHARACTERS =
      "{\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Prepend\","
          + "\"prepend\":\"▁\"},{\"type\":\"Replace\",\"pattern\":{\"String\":\" \"},"
          + "\"content\":\"▁\"}]},\"post_processor\":{\"type\":\"TemplateProcessing\","
          + "\"single\":[{\"SpecialToken\":{\"id\":\"<s>\"}},{\"Sequence\":{\"id\":\"A\"}}],"
          + "\"special_tokens\":{\"<s>\":{\"ids\":[3],\"tokens\":[\"<s>\"]}}},"
          + "\"decoder\":{\"type\":\"Sequence\",\"decoders\":[{\"type\":\"ByteFallback\"},"
          + "{\"type\":\"Fuse\"},{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":0}]},"
          + "\"model\":{\"vocab\":{\"▁\":0,\"a\":1,\"▁a\":2,\"<s>\":3,\"<0x41>\":4},"
          + "\"merges\":[[\"▁\",\"a\"]],\"unk_token\":\"<s>\",\"byte_fallback\":true}}";
  private static final String UNIGRAM =
      "{\"pre_tokenizer\":{\"type\":\"Metaspace\",\"replacement\":\"▁\","
          + "\"prepend_scheme\":\"first\"},\"decoder\":{\"type\":\"Metaspace\","
          + "\"replacement\":\"▁\"},\"model\":{\"type\":\"Unigram\",\"unk_id\":0,"
          + "\"vocab\":[[\"<unk>\",0],[\"▁\",-1.5],[\"a\",-2],[\"▁a\",-2.5]]}}";

  private static final String LETTERS =
      "\"model\":{\"vocab\":{\"a\":0,\"b\":1,\"c\":2},\"merges\":[]}}";
  private static final String A = "{\"String\":\"a\"}";
  private static final String DOUBLING = replace(A, "aa", 30);

  /** Steps that would make gigabytes of one letter, or of a megabyte. */
  private static final List<String> BOMBS =
      List.of(
          DOUBLING,
          replace("{\"Regex\":\"a\"}", "aa", 30),
          replace(A, "\uFDFAa", 500) + ",{\"type\":\"NFKC\"}",
          replace("{\"String\":\"\"}", "a", 40),
          replace(A, "aÄ", 16) + ",{\"type\":\"NFD\"}," + DOUBLING,
          "{\"type\":\"Prepend\",\"prepend\":\"" + "b".repeat(3 * MEGABYTE) + "\"}",
          "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\""
              + mapOfA("a".repeat(2000))
              + "\"}");

  @Test
  public void read_mutated_isReadOrAFormatError() throws IOException {
    Random random = new Random(FUZZ_SEED);
    List<String> seeds = List.of(BYTES, CHARACTERS, UNIGRAM);
    int read = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      if (readOrRefuse(mutated(seeds.get(i % seeds.size()), random))) {
        read++;
      }
    }
    assertThat(read).isBetween(FUZZ_CASES / 100, FUZZ_CASES - FUZZ_CASES / 100);
  }

  @Test
  public void read_restructured_isReadOrAFormatError() throws IOException {
    Random random = new Random(FUZZ_SEED);
    List<JsonMutator> seeds =
        List.of(new JsonMutator(BYTES), new JsonMutator(CHARACTERS), new JsonMutator(UNIGRAM));
    int read = 0;
    for (int i = 0; i < FUZZ_CASES; i++) {
      read += readOrRefuse(seeds.get(i % seeds.size()).mutant(random)) ? 1 : 0;
    }
    assertThat(read).isBetween(FUZZ_CASES / 100, FUZZ_CASES - FUZZ_CASES / 100);
  }

  @Test
  public void encode_mergesThatMakeEachOther_ends() throws IOException {
    SubwordTokenizer tokenizer =
        read(
            "{\"pre_tokenizer\":{\"type\":\"ByteLevel\"},\"decoder\":{\"type\":\"ByteLevel\"},"
                + "\"model\":{\"vocab\":{\"a\":0,\"b\":1,"
                + "\"ab\":2,\"ba\":3,\"aba\":4,\"bab\":5},\"merges\":[\"b a\",\"a b\",\"ba b\","
                + "\"ab a\",\"a ba\",\"b ab\"]}}");
    int[] ids = tokenizer.encode("ab".repeat(MEGABYTE / 2));

    assertThat(tokenizer.decode(ids, ids.length)).hasSize(MEGABYTE);
  }

  @Test
  public void encode_megabyteOfOneCharacter_everyModelEnds() throws IOException {
    for (String json : List.of(BYTES, CHARACTERS, UNIGRAM)) {
      SubwordTokenizer tokenizer = read(json);
      for (String character : List.of("a", " ", "\n", "é")) {
        assertThat(tokenizer.encode(character.repeat(MEGABYTE)).length)
            .isLessThanOrEqualTo(2 * MEGABYTE + 1);
      }
    }
  }

  @Test
  public void read_deepNesting_isAFormatError() {
    String deep = "{\"type\":\"Sequence\",\"normalizers\":[".repeat(100_000);

    assertRefused("{\"normalizer\":" + deep, "expected JSON");
    assertRefused("[".repeat(100_000), "expected an object");
    assertRefused("{\"model\":{\"vocab\":" + "[".repeat(100_000), "expected a piece");
  }

  @Test
  public void read_moreValuesThanMemoryHolds_isAFormatError() {
    String values = "[" + "0,".repeat(2 * MEGABYTE) + "0]";

    assertRefused("{\"added_tokens\":" + values, "expected at most 2097152 values");
    assertRefused("{\"model\":{\"dropout\":" + values, "expected at most 2097152 values");
  }

  @Test
  public void read_partThatNobodyReads_isPassedOverWhateverItsSize() throws IOException {
    String values = "[" + "0,".repeat(2 * MEGABYTE) + "0]";

    assertThat(read("{\"padding\":" + values + "," + LETTERS).vocabularySize()).isEqualTo(3);
  }

  @Test
  public void read_expressionThatCouldTakeForEver_isRefused() {
    assertRefused(split("(a+)+b"), "a repetition within a repetition");
    assertRefused(split("(?:a|(?:b*c))*"), "a repetition within a repetition");
    assertRefused(split("(a{2,}x){3,}"), "a repetition within a repetition");
    assertRefused(split("a".repeat(MEGABYTE)), "an expression of 1048576 characters");
  }

  @Test
  public void encode_textTooLongForAnExpression_saysSo() throws IOException {
    SubwordTokenizer tokenizer = read(split("(?:a|b)*c"));

    assertThat(tokenizer.encode("abc")).isNotEmpty();
    assertSaysSoIfTooLong(tokenizer);
  }

  @Test
  public void encode_replacedTextTooLongForAnExpression_saysSo() throws IOException {
    SubwordTokenizer tokenizer = read(normalizing(replace("{\"Regex\":\"(?:a|b)*c\"}", "a", 1)));

    assertThat(tokenizer.encode("abc")).containsExactly(0);
    assertSaysSoIfTooLong(tokenizer);
  }

  /** How deep the engine may recurse is the machine's matter. */
  private static void assertSaysSoIfTooLong(SubwordTokenizer tokenizer) {
    TokenizerException tooLong =
        catchThrowableOfType(
            TokenizerException.class, () -> tokenizer.encode("ab".repeat(MEGABYTE)));
    if (tooLong != null) {
      assertThat(tooLong).hasMessageContaining("are too many for it");
    }
  }

  @Test
  public void encode_expressionThatLooksBackWithoutEnd_isStopped() throws IOException {
    String letters = "a".repeat(100);
    for (String regex :
        List.of("a*a*a*a*a*b", "(?:a?a?){1,40}b", "a?".repeat(30) + "b", "a*".repeat(8) + "b")) {
      for (String json :
          List.of(split(regex), normalizing(replace("{\"Regex\":\"" + regex + "\"}", "b", 1)))) {
        SubwordTokenizer tokenizer = read(json);

        assertThat(tokenizer.encode("aab")).isNotEmpty();
        assertThat(catchThrowableOfType(TokenizerException.class, () -> tokenizer.encode(letters)))
            .as(json)
            .hasMessageContaining("100 characters, which are too many for it");
      }
    }
  }

  @Test
  public void encode_stepsThatMakeATextFarLonger_areRefusedBeforeTheyDo() throws IOException {
    for (String steps : BOMBS) {
      SubwordTokenizer tokenizer = read(normalizing(steps));
      for (String text : List.of("a", "a\uFDFA".repeat(MEGABYTE / 32))) {
        assertThat(
                allocated(
                    () ->
                        assertThat(
                                catchThrowableOfType(
                                    TokenizerException.class, () -> tokenizer.encode(text)))
                            .as(steps.substring(0, 40))
                            .hasMessageContaining("expected steps of the tokenizer that make")))
            .as(steps.substring(0, 40))
            .isLessThan(MAX_ALLOCATED);
      }
    }
  }

  @Test
  public void encode_nameThatItsNormalFormMakesFarLonger_isAFormatError() {
    assertRefused(
        normalizing(DOUBLING)
            .replaceFirst(
                "\\{", "{\"added_tokens\":[{\"id\":3,\"content\":\"aa\",\"normalized\":true}],"),
        "$.normalizer: expected steps of the tokenizer that make");
  }

  @Test
  public void read_decoderThatMakesTokensFarLonger_isAFormatError() throws IOException {
    String steps = replace(A, "aa", 30);
    assertThat(allocated(() -> assertRefused(decoding(steps), "$.decoder: expected steps of the")))
        .isLessThan(MAX_ALLOCATED);

    StringBuilder vocabulary = new StringBuilder("\"a\":0");
    for (int id = 1; id < 20_000; id++) {
      vocabulary.append(",\"a").append((char) (0x4E00 + id)).append("\":").append(id);
    }
    String many =
        decoding(replace(A, "a".repeat(1000), 1)).replace("\"a\":0,\"b\":1,\"c\":2", vocabulary);
    assertThat(allocated(() -> assertRefused(many, "$.decoder: expected tokens of")))
        .isLessThan(MAX_ALLOCATED);
  }

  @Test
  public void decode_stepsBehindTheWhole_areRefusedBeforeTheyDo() throws IOException {
    SubwordTokenizer tokenizer =
        read(
            decoding("{\"type\":\"Fuse\"}," + replace("{\"String\":\"ab\"}", "ab".repeat(999), 1)));

    TokenizerException refused =
        catchThrowableOfType(
            TokenizerException.class, () -> tokenizer.decode(new int[] {0, 1, 0, 1}, 4));

    assertThat(refused).hasMessageContaining("at most 1152 characters");
  }

  @Test
  public void hostileInput_allocatesWithinTheLimit() throws IOException {
    String deep = "{\"type\":\"Sequence\",\"normalizers\":[".repeat(100_000);
    String farId = "{\"model\":{\"vocab\":{\"a\":4194303},\"merges\":[]}}";
    List<String> files =
        List.of(
            "{\"normalizer\":" + deep,
            "[".repeat(MEGABYTE),
            split("a".repeat(MEGABYTE)),
            split("(a+)+b"),
            farId,
            "{\"padding\":[" + "0,".repeat(3 * MEGABYTE) + "0]," + LETTERS,
            "{\"added_tokens\":[" + "0,".repeat(3 * MEGABYTE) + "0]," + LETTERS,
            "{\"model\":{\"dropout\":[" + "0,".repeat(3 * MEGABYTE) + "0]}}",
            "{\"added_tokens\":[" + "{\"id\":1,\"content\":\"a\"},".repeat(20_000));
    for (String file : files) {
      assertThat(allocated(() -> readOrRefuse(file)))
          .as(file.substring(0, 40))
          .isLessThan(MAX_ALLOCATED);
    }
    for (String json : List.of(BYTES, CHARACTERS, UNIGRAM)) {
      SubwordTokenizer tokenizer = read(json);
      String text = "ab é".repeat(MEGABYTE / 4);
      assertThat(allocated(() -> tokenizer.encode(text))).as(json).isLessThan(MAX_ALLOCATED);
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  /** Bytes that the action allocates on this thread, garbage among them: what it does, untimed. */
  private static long allocated(Action action) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    action.run();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  private static boolean readOrRefuse(String json) throws IOException {
    try {
      SubwordTokenizer tokenizer = read(json);
      int[] ids = tokenizer.encodeFramed("ab a\u00E9<s> \uD83C");
      tokenizer.write(new StringWriter());
      for (int id : ids) {
        if (id >= tokenizer.vocabularySize()) {
          return true; // a frame may name a token that is not there; decoding would say so
        }
      }
      tokenizer.decode(ids, ids.length);
      return true;
    } catch (TokenizerFormatException expected) {
      assertThat(expected).hasMessageStartingWith("t.json, $");
      return false;
    }
  }

  private static String mutated(String json, Random random) {
    StringBuilder text = new StringBuilder(json);
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, "{}[]\",:0x -1e.▁a\\".charAt(random.nextInt(17)));
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 8)));
        default -> text.setCharAt(at, (char) random.nextInt(0x300));
      }
    }
    return text.toString();
  }

  private static String replace(String pattern, String content, int times) {
    String step =
        "{\"type\":\"Replace\",\"pattern\":" + pattern + ",\"content\":\"" + content + "\"},";
    String steps = step.repeat(times);
    return steps.substring(0, steps.length() - 1);
  }

  /** A table of characters whose trie knows {@code a} alone. */
  private static String mapOfA(String content) {
    int units = 0x80;
    ByteBuffer map =
        ByteBuffer.allocate(Integer.BYTES * (1 + units) + content.length() + 1)
            .order(ByteOrder.LITTLE_ENDIAN);
    map.putInt(Integer.BYTES * units);
    map.putInt(Integer.BYTES, 1 << 10); // the root: its child by a label is 1 ^ label
    map.putInt(Integer.BYTES * (1 + (1 ^ 'a')), 2 << 10 | 1 << 8 | 'a'); // with a value at ^ 2
    map.putInt(Integer.BYTES * (1 + (1 ^ 'a' ^ 2)), 1 << 31); // the first replacement
    map.position(Integer.BYTES * (1 + units));
    map.put(content.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(map.array());
  }

  private static String normalizing(String steps) {
    return "{\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[" + steps + "]}," + LETTERS;
  }

  private static String decoding(String steps) {
    return "{\"decoder\":{\"type\":\"Sequence\",\"decoders\":[" + steps + "]}," + LETTERS;
  }

  private static String split(String regex) {
    return "{\"pre_tokenizer\":{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\","
        + "\"pattern\":{\"Regex\":\""
        + regex
        + "\"},\"behavior\":\"Isolated\"},{\"type\":\"ByteLevel\",\"use_regex\":false}]},"
        + "\"model\":{\"vocab\":{\"a\":0,\"b\":1,\"c\":2},\"merges\":[]}}";
  }

  private static void assertRefused(String json, String message) {
    assertThat(catchThrowableOfType(TokenizerFormatException.class, () -> read(json)))
        .as(message)
        .isNotNull()
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(600));
  }

  private static SubwordTokenizer read(String json) throws IOException {
    return SubwordTokenizer.read(new StringReader(json), "t.json");
  }
}
