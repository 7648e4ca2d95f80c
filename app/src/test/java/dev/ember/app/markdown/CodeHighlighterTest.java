package dev.ember.app.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.markdown.CodeHighlighter.Tone;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class CodeHighlighterTest {

  @Test
  public void highlight_java_findsEachTone() {
    assertThat(toned("List<String> w = new A(); // a \"b\"\nf(\"x\\\"y\", 0x1F);", "java"))
        .containsExactly(
            "List NUMBER_OR_TYPE",
            "String NUMBER_OR_TYPE",
            "new KEYWORD",
            "A NUMBER_OR_TYPE",
            "// a \"b\" COMMENT",
            "\"x\\\"y\" STRING",
            "0x1F NUMBER_OR_TYPE");
  }

  @Test
  public void highlight_python_knowsItsCommentsAndLongStrings() {
    assertThat(toned("def f(): # no\n  \"\"\"a\nb\"\"\"", "python"))
        .containsExactly("def KEYWORD", "# no COMMENT", "\"\"\"a\nb\"\"\" STRING");
  }

  @Test
  public void highlight_sql_foldsCase() {
    assertThat(toned("Select a FROM t -- all", "SQL"))
        .containsExactly("Select KEYWORD", "FROM KEYWORD", "-- all COMMENT");
  }

  @Test
  public void highlight_unknownLanguage_staysPlainButForNumbers() {
    assertThat(toned("new moon // 7", "")).containsExactly("7 NUMBER_OR_TYPE");
  }

  @Test
  public void highlight_whatIsNotClosed_endsWithTheCode() {
    for (String code : List.of("\"abc", "/* abc", "'\\", "\"\"\"a", "//")) {
      for (CodeHighlighter.Span span : CodeHighlighter.highlight(code, "java")) {
        assertThat(span.end()).as(code).isLessThanOrEqualTo(code.length());
      }
    }
  }

  private static List<String> toned(String code, String language) {
    List<String> toned = new ArrayList<>();
    for (CodeHighlighter.Span span : CodeHighlighter.highlight(code, language)) {
      Tone tone = span.tone();
      toned.add(code.substring(span.start(), span.end()) + " " + tone);
    }
    return toned;
  }
}
