package dev.ember.assembly.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

public final class StringPoolTest {

  private static final List<String> STRINGS =
      List.of("", "a.A", "余烬", "a".repeat(127), "b".repeat(128), "é".repeat(300));

  @Test
  public void read_bothEncodingsAndLongStrings_givesThem() throws IOException {
    assertThat(StringPool.read(FakePool.xml(STRINGS), "a.xml")).isEqualTo(STRINGS);
    assertThat(StringPool.read(FakePool.xmlInUtf16(STRINGS), "a.xml")).isEqualTo(STRINGS);
    assertThat(StringPool.read(FakePool.table(STRINGS), "resources.arsc")).isEqualTo(STRINGS);
  }

  @Test
  public void isCompiledXml_compiledAndWritten_tellsThemApart() {
    byte[] written = "<paths xmlns:android='http://schemas'/>".getBytes(StandardCharsets.UTF_8);

    assertThat(StringPool.isCompiledXml(FakePool.xml(STRINGS))).isTrue();
    assertThat(StringPool.isCompiledXml(written)).isFalse();
    assertThat(StringPool.isCompiledXml(new byte[0])).isFalse();
  }

  @Test
  public void read_noPool_saysSo() {
    assertThatThrownBy(() -> StringPool.read(new byte[100], "resources.arsc"))
        .hasMessage("resources.arsc: expected a pool of strings behind the header");
    assertThatThrownBy(() -> StringPool.read(new byte[3], "resources.arsc"))
        .isInstanceOf(IOException.class);
  }
}
