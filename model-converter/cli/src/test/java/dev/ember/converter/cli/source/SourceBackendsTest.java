package dev.ember.converter.cli.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.Test;

public final class SourceBackendsTest {
  @Test
  public void requireRoom_lessThanTheGraphTakes_saysHowMuchAndWhatNeedsNone() {
    Path folder = Path.of("tmp", "ember-source1");
    assertThatCode(() -> SourceBackends.requireRoom(folder, 5, 5)).doesNotThrowAnyException();
    assertThatThrownBy(() -> SourceBackends.requireRoom(folder, 8_800_000_000L, 3_000_000_000L))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "tmp: expected room for the float32 graph of a model that is no bundle, 8.80 GB, but"
                + " found 3.00 GB; --backend reference needs none, and so does a bundle (ember"
                + " import)");
  }
}
