package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The expressions of the published tokenizers, as they are handed to the engine: made of nothing
 * but what the JVM's and Android's (ICU) read alike. The list of what that is stands here once
 * more, apart from the translation that it checks.
 */
public final class PortablePatternsConformanceTest {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"));

  /** A character with no meaning of its own, or an escape; {@code \d}, {@code \s}, ... are none. */
  private static final String ESCAPE =
      "\\\\(?:[rntf]|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[pP]\\{(?:[LMNPSZC][a-z]?|Is[A-Z][a-z]+)\\}"
          + "|[^0-9A-Za-z])";

  private static final String CLASS_MEMBER = "(?:[^\\[\\]\\\\&{}]|" + ESCAPE + ")";

  private static final Pattern PORTABLE =
      Pattern.compile(
          "(?:[^\\[\\](){}\\\\.^$*+?|]|"
              + ESCAPE
              + "|\\\\[Az]|\\[\\^?"
              + CLASS_MEMBER
              + "+\\]|\\((?:\\?(?:[:=!>]|<=|<!|i:))?|\\)|\\||(?:[*+?]|\\{\\d+(?:,\\d*)?\\})[?]?"
              + "|[*+?][+])+");

  @Test
  public void compile_publishedExpression_usesOnlyWhatEnginesReadAlike() throws IOException {
    Set<String> expressions = published();

    assertThat(expressions).hasSizeGreaterThanOrEqualTo(2);
    for (String expression : expressions) {
      assertThat(UnicodeRegex.compile(expression).pattern()).matches(PORTABLE);
    }
  }

  @Test
  public void portable_whatEnginesReadDifferently_isNoPartOfIt() {
    for (String different :
        List.of("\\d", "\\s+", "\\w", "a.", "a$", "^a", "\\bx", "[a&&b]", "[[:alpha:]]", "\\R")) {
      assertThat(different).doesNotMatch(PORTABLE);
    }
  }

  /** All of them, each once. */
  static Set<String> published() throws IOException {
    Set<String> expressions = new TreeSet<>();
    for (Path file : files()) {
      try (Reader reader = Files.newBufferedReader(file)) {
        collect(JsonParser.parseReader(reader), expressions);
      }
    }
    return expressions;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(VECTORS)) {
      return all.filter(path -> path.endsWith("tokenizer.json"))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static void collect(JsonElement element, Set<String> expressions) {
    if (element instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        if (entry.getKey().equals("Regex")) {
          expressions.add(entry.getValue().getAsString());
        } else if (!entry.getKey().equals("model")) {
          collect(entry.getValue(), expressions);
        }
      }
    } else if (element instanceof JsonArray array) {
      array.forEach(one -> collect(one, expressions));
    }
  }
}
