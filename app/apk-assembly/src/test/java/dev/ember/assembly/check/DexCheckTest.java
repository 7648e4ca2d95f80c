package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.assembly.testing.Jars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class DexCheckTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private byte[] dex = new byte[0];

  @Before
  public void setUp() throws IOException {
    dex = TestDex.of(folder.getRoot().toPath(), "a/A");
  }

  @Test
  public void faults_componentInDex_areNone() throws IOException {
    assertThat(faults(Map.of("classes.dex", dex), "a.A")).isEmpty();
  }

  @Test
  public void faults_noDexAtAll_saysSo() throws IOException {
    assertThat(faults(Map.of("resources.arsc", new byte[1]), "a.A"))
        .containsExactly(
            "expected classes.dex but it is missing", "the manifest names a.A but no dex has it");
  }

  @Test
  public void faults_gapInTheNumbers_namesTheMissingOne() throws IOException {
    assertThat(faults(Map.of("classes.dex", dex, "classes3.dex", dex), "a.A"))
        .contains("expected classes2.dex but it is missing");
  }

  @Test
  public void faults_classInTwoFiles_namesBoth() throws IOException {
    assertThat(faults(Map.of("classes.dex", dex, "classes2.dex", dex), "a.A"))
        .containsExactly("a.A is in both classes.dex and classes2.dex");
  }

  @Test
  public void faults_componentWithoutClass_namesIt() throws IOException {
    assertThat(faults(Map.of("classes.dex", dex), "a.Gone"))
        .containsExactly("the manifest names a.Gone but no dex has it");
  }

  private List<String> faults(Map<String, byte[]> entries, String component) throws IOException {
    Path apk = Jars.write(folder.getRoot().toPath().resolve("test.apk"), entries);
    return new DexCheck(List.of(component)).faults(ApkFile.read(apk));
  }
}
