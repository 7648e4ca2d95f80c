package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class NamedClassesCheckTest {

  private static final String CONTEXT = "Landroid/content/Context;";
  private static final String ATTRIBUTES = "Landroid/util/AttributeSet;";

  /** Seen is a view, Page a fragment, Rows a layout manager. */
  private static final Map<String, byte[]> CLASSES =
      Map.of(
          "a/b/Seen", Jars.constructed("a/b/Seen", CONTEXT, CONTEXT + ATTRIBUTES),
          "a/b/Page", Jars.constructed("a/b/Page", ""),
          "a/b/Rows", Jars.constructed("a/b/Rows", CONTEXT + ATTRIBUTES + "II"),
          "a/b/Blind", Jars.constructed("a/b/Blind", "", "Ljava/lang/String;"),
          "a/b/Empty", Jars.emptyClass("a/b/Empty"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void faults_namedClassesInDex_areNone() throws IOException {
    assertThat(
            faults(
                Map.of(
                    "res/a.xml", FakePool.xml(List.of("LinearLayout", "a.b.Seen")),
                    "resources.arsc", FakePool.table(List.of("a.b.Seen")),
                    "lib/arm64-v8a/liba.so", bytes("\0a/b/Seen\0"))))
        .isEmpty();
  }

  @Test
  public void faults_missingViewOfALayout_isNamed() throws IOException {
    assertThat(faults(Map.of("res/a.xml", FakePool.xml(List.of("a.b.Seen", "a.b.Gone")))))
        .containsExactly("res/a.xml names a.b.Gone but no dex has it");
  }

  @Test
  public void faults_missingClassOfAWord_isNamed() throws IOException {
    assertThat(faults(Map.of("resources.arsc", FakePool.table(List.of("a.b.Bar$Behaviour")))))
        .containsExactly("resources.arsc names a.b.Bar$Behaviour but no dex has it");
  }

  @Test
  public void faults_missingClassOfALibrary_isNamed() throws IOException {
    assertThat(faults(Map.of("lib/x86_64/liba.so", bytes("\0\0a/b/Gone$Inner\0a/b/Seen\0"))))
        .containsExactly("lib/x86_64/liba.so names a.b.Gone$Inner but no dex has it");
  }

  @Test
  public void faults_viewWithoutItsConstructor_isNamed() throws IOException {
    byte[] layout = FakePool.layout(2, List.of("a.b.Seen", "a.b.Blind", "a.b.Page"));

    assertThat(faults(Map.of("res/a.xml", layout)))
        .containsExactly(
            "res/a.xml has a view a.b.Blind but its constructors are [(), (Ljava/lang/String;)]");
  }

  @Test
  public void faults_wordWithoutAnyConstructorThatIsLookedFor_isNamed() throws IOException {
    List<String> words = List.of("a.b.Page", "a.b.Rows", "a.b.Empty", "a.b.Seen");

    assertThat(
            faults(
                Map.of(
                    "resources.arsc", FakePool.table(words),
                    "lib/x86_64/liba.so", bytes("\0a/b/Empty\0"))))
        .containsExactly("resources.arsc names a.b.Empty but its constructors are []");
  }

  @Test
  public void faults_xmlCutWithinAnElement_isSaidWithItsPlace() throws IOException {
    byte[] layout = FakePool.layout(1, List.of("a.b.Seen"));
    byte[] cut = Arrays.copyOf(layout, layout.length - 4);

    assertThatThrownBy(() -> faults(Map.of("res/a.xml", cut)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "res/a.xml: expected a chunk of at most 32 bytes at "
                + (layout.length - 36)
                + " but found 36");
  }

  @Test
  public void faults_otherWordsAndThePhonesOwnClasses_areNone() throws IOException {
    List<String> words =
        List.of("a.b.NEW_CHAT", "android.widget.Space", "See a.b.Gone.", "Mr. Gone", "a.b.gone");

    assertThat(
            faults(
                Map.of(
                    "res/a.xml", FakePool.xml(words),
                    "res/b.xml", bytes("<a class='a.b.Gone'>as it was written</a>"),
                    "lib/x86_64/liba.so", bytes("\0java/lang/String\0path/a/b/Gone.cc\0"))))
        .isEmpty();
  }

  private List<String> faults(Map<String, byte[]> entries) throws IOException {
    Map<String, byte[]> all = new TreeMap<>(entries);
    all.put("classes.dex", TestDex.of(folder.getRoot().toPath(), CLASSES));
    Path apk = Jars.write(folder.getRoot().toPath().resolve("test.apk"), all);
    return new NamedClassesCheck().faults(ApkFile.read(apk));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
