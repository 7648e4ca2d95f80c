package dev.ember.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class SourceTreeTest {
  private static final String GOOD_INFO =
      """
      /** Starts at {@link
       * a.Main}. */
      @NullMarked
      package a;
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void packagesWithoutStory_goodPackage_findsNothing() throws IOException {
    write("a/Main.java", "class Main {}");
    write("a/package-info.java", GOOD_INFO);

    assertThat(read().packagesWithoutStory()).isEmpty();
  }

  @Test
  public void packagesWithoutStory_noPackageInfo_findsIt() throws IOException {
    write("a/Main.java", "class Main {}");

    assertThat(read().packagesWithoutStory()).singleElement().asString().contains("has no");
  }

  @Test
  public void packagesWithoutStory_notNullMarked_findsIt() throws IOException {
    write("a/Main.java", "class Main {}");
    write("a/package-info.java", GOOD_INFO.replace("@NullMarked", ""));

    assertThat(read().packagesWithoutStory())
        .singleElement()
        .asString()
        .contains("is not @NullMarked");
  }

  @Test
  public void packagesWithoutStory_linkToAClassThatIsGone_findsIt() throws IOException {
    write("a/Other.java", "class Other {}");
    write("a/package-info.java", GOOD_INFO);

    assertThat(read().packagesWithoutStory())
        .singleElement()
        .asString()
        .contains("links no class of its package");
  }

  @Test
  public void filesTooLong_theLimitAndOneMore_findsTheLatter() throws IOException {
    write("a/Main.java", "\n".repeat(SourceTree.MOST_LINES));
    write("a/Long.java", "\n".repeat(SourceTree.MOST_LINES + 1));

    assertThat(read().filesTooLong()).singleElement().asString().contains("Long.java has 501");
  }

  @Test
  public void read_folderWithoutJava_isRefused() {
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found none");
  }

  private SourceTree read() throws IOException {
    return SourceTree.read(folder.getRoot().toPath());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.getRoot().toPath().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
