package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.Test;

public final class RemoteFileTest {

  @Test
  public void name_ofAnAddress_carriesNoQuery() {
    assertThat(file("https://example.org/a/m.gguf?token=secret#x", 0).name()).isEqualTo("m.gguf");
    assertThat(file("https://example.org", 0).name()).isEmpty();
    assertThat(file("m.gguf", 0).name()).isNull();
  }

  @Test
  public void bytesOf_oneThatIsNotKnown_isNotKnown() {
    RemoteFile large = file("https://example.org/a", 40);
    assertThat(RemoteFile.bytesOf(List.of(large, file("https://example.org/b", 2)))).isEqualTo(42);
    assertThat(RemoteFile.bytesOf(List.of(large, file("https://example.org/b", 0)))).isZero();
  }

  @Test
  public void of_itsOwnLine_isTheSame() throws IOException {
    RemoteFile file = new RemoteFile("https://example.org/a b", 7, "ab");
    assertThat(RemoteFile.of(file.line())).isEqualTo(file);
  }

  private static RemoteFile file(String address, long bytes) {
    return new RemoteFile(address, bytes, "");
  }
}
