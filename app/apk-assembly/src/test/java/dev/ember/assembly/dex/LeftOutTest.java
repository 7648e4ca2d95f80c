package dev.ember.assembly.dex;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class LeftOutTest {
  private static final LeftOut HTTP = new LeftOut(List.of("http.", "a.Download"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void mapping_withoutThem_isRight() {
    assertThatCode(
            () ->
                require(
                    HTTP,
                    "# http.Client -> a:",
                    "a.A -> a.A:",
                    "    http.Client client -> b",
                    "    1:2:void send(http.Request):3:4 -> c",
                    "a.http.Words -> b.c:"))
        .doesNotThrowAnyException();
  }

  @Test
  public void mapping_withOne_namesIt() {
    assertThatThrownBy(() -> require(HTTP, "a.A -> a.A:", "http.Client -> b:"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "expected no class http.* or a.Download* but R8 has kept 1, among them http.Client");
    assertThatThrownBy(() -> require(HTTP, "a.Download$Part -> c:"))
        .hasMessageContaining("a.Download$Part");
  }

  @Test
  public void mapping_withAMethodOfOneWithinAnotherClass_namesIt() {
    assertThatThrownBy(
            () ->
                require(
                    HTTP, "a.A -> a.A:", "    1:2:java.util.List http.Client.all(int):3:4 -> run"))
        .hasMessageEndingWith("among them http.Client");
  }

  @Test
  public void mapping_withMany_namesTheFirst() {
    assertThatThrownBy(
            () ->
                require(
                    HTTP,
                    "http.F -> f:",
                    "http.E -> e:",
                    "http.D -> d:",
                    "http.C -> c:",
                    "http.B -> b:",
                    "http.A -> a:"))
        .hasMessageEndingWith("has kept 6, among them http.A, http.B, http.C, http.D, http.E");
  }

  private void require(LeftOut leftOut, String... lines) throws IOException {
    Path mapping = folder.getRoot().toPath().resolve("mapping.txt");
    Files.write(mapping, List.of(lines));
    leftOut.requireNoneIn(mapping);
  }
}
