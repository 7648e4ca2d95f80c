package dev.ember.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * {@code docs/CONCURRENCY.md} names the threads that there are, and classes and methods that are
 * there.
 */
public final class ConcurrencyTest {
  /** An executor, and its thread, in the document's table. */
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `(ember-\\w+)`.*");

  private static final Pattern MADE =
      Pattern.compile("SingleThread (\\w+) =\\s+[\\w .]*SingleThread[\\w.]*\\(\"(ember-\\w+)\"\\)");

  private static final Pattern THREAD = Pattern.compile("ember-[a-z]+");
  private static final Pattern CODE = Pattern.compile("```\\n(.*?)```|`([^`]+)`", Pattern.DOTALL);

  /** A type, or one of its methods or of the types within it. */
  private static final Pattern NAME = Pattern.compile("\\b([A-Z][a-z]\\w*)(?:\\.(\\w+))?");

  /** Of Java and Android. */
  private static final Set<String> OF_OTHERS = Set.of("IllegalStateException", "ListAdapter");

  @Test
  public void executors_ofTheTable_areThoseThatAreMade() throws IOException {
    String made = Sources.named("AppExecutors").get("AppExecutors");
    assertThat(pairs(ROW, document())).isEqualTo(pairs(MADE, made)).hasSizeGreaterThan(6);
  }

  @Test
  public void threads_thatAreNamed_areMadeSomewhere() throws IOException {
    String sources = String.join("\n", Sources.named("").values());
    Matcher thread = THREAD.matcher(document());
    Set<String> missing = new TreeSet<>();
    while (thread.find()) {
      if (!sources.contains('"' + thread.group() + '"')) {
        missing.add(thread.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  public void names_ofTypesAndMethods_areThere() throws IOException {
    assertThat(missing(document(), Sources.named(""))).isEmpty();
  }

  @Test
  public void missing_plantedNames_areFound() {
    Map<String, String> sources = Map.of("Lamp", "void light() {} record Wick() {}");
    assertThat(
            missing(
                "`Lamp`, `Lamp.light`, `Lamp.Wick`, `some.Lamp.oil()`, and ``` not code\n"
                    + "```\nmain  Lamp.dark -> Oil.burn\n```\n",
                sources))
        .containsExactly("Lamp.dark", "Lamp.oil", "Oil");
  }

  private static List<String> missing(String document, Map<String, String> sources) {
    Set<String> missing = new TreeSet<>();
    Matcher code = CODE.matcher(document);
    while (code.find()) {
      Matcher name = NAME.matcher(code.group());
      while (name.find()) {
        String type = name.group(1);
        String member = name.group(2);
        String source = sources.get(type);
        if (OF_OTHERS.contains(type) || "java".equals(member)) {
          continue;
        }
        if (source == null) {
          missing.add(type);
        } else if (member != null
            && !Pattern.compile("\\b" + member + "\\b").matcher(source).find()) {
          missing.add(type + "." + member);
        }
      }
    }
    return new ArrayList<>(missing);
  }

  private static Map<String, String> pairs(Pattern pattern, String text) {
    Map<String, String> pairs = new TreeMap<>();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      pairs.put(found.group(1), found.group(2));
    }
    return pairs;
  }

  private static String document() throws IOException {
    return Files.readString(Sources.ROOT.resolve("docs/CONCURRENCY.md"), UTF_8);
  }
}
