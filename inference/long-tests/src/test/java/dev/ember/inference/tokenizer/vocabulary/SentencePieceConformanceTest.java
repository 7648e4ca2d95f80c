package dev.ember.inference.tokenizer.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Two published Unigram models; the ids are those of SentencePiece 0.2.3, which was run once over
 * texts of ours. (So were all lines of the novel beside them: 7,288 texts, no difference.)
 */
@RunWith(Parameterized.class)
public final class SentencePieceConformanceTest {
  private static final Path FOLDER = Path.of(System.getProperty("ember.vectors"), "sentencepiece");

  private final SubwordTokenizer tokenizer;
  private final String text;
  private final String ids;

  public SentencePieceConformanceTest(SubwordTokenizer tokenizer, String text, String ids) {
    this.tokenizer = tokenizer;
    this.text = text;
    this.ids = ids;
  }

  @Parameters(name = "{2}")
  public static List<Object[]> cases() throws IOException {
    List<Object[]> cases = new ArrayList<>();
    SubwordTokenizer one = read("sentencepiece.model");
    add(cases, one, "Hello world", "90 547 58 359");
    add(cases, one, "  two  spaces ", "236 809 3352 8");
    add(cases, one, "Tis midnight!", "87 666 1641 31 317 2294");
    add(cases, one, "½ ﬁ Ａ①が", "208 0 636 2976 52 1524 0");
    add(cases, one, "e\u0301 ậ ｶﾞ", "4 0 4 0 4 0");
    add(cases, one, "tab\there\nnew line", "4 504 355 3126 942 88");
    add(cases, one, "", "");
    add(cases, one, "   ", "");
    add(cases, one, "<s>▁▁</s><0x0A>", "4 0 8 0 4 0 121 8 0 992 2978 992 339 0");
    add(cases, one, "\u3000ideographic\u00a0spaces\u200b.", "4 929 58 3670 351 809 3352 8 4 6");
    SubwordTokenizer other = read("test_model.model");
    add(cases, other, "Hello world", "151 88 21 887");
    add(cases, other, "½ ﬁ Ａ①が", "4 357 0 596 74 25 104 357 0");
    add(cases, other, "tab\there\nnew line", "4 281 66 0 251 56 0 136 63 484");
    add(cases, other, "<s>▁▁</s><0x0A>", "4 0 8 0 4 4 0 8 0 351 297 351 194 0");
    add(cases, other, "I was sure he was a fool. 1918", "9 22 315 39 22 11 535 6 4 357 0 357 532");
    return cases;
  }

  private static void add(
      List<Object[]> cases, SubwordTokenizer tokenizer, String text, String ids) {
    cases.add(new Object[] {tokenizer, text, ids});
  }

  private static SubwordTokenizer read(String name) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve(name)));
    return new SubwordTokenizer(SentencePieceModel.read(file, name));
  }

  @Test
  public void encode_text_givesSentencePiecesIds() {
    assertThat(spaced(tokenizer.encode(text))).as(text).isEqualTo(ids);
  }

  @Test
  public void writtenAsTokenizerJson_encodesTheSame() throws IOException {
    StringWriter json = new StringWriter();
    tokenizer.write(json);
    SubwordTokenizer again = SubwordTokenizer.read(new StringReader(json.toString()), "written");

    assertThat(spaced(again.encode(text))).as(text).isEqualTo(ids);
  }

  private static String spaced(int[] ids) {
    return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
