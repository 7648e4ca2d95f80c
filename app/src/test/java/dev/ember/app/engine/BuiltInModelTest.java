package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.app.testing.RunnableBundle;
import dev.ember.inference.Conversation;
import dev.ember.inference.Engine;
import dev.ember.inference.bundle.BundleFormatException;
import dev.ember.inference.chat.Message;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.decode.GenerationResult;
import dev.ember.inference.sample.SamplingOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With TensorFlow Lite itself, on the desktop's natives. */
public final class BuiltInModelTest {
  private static final GenerationOptions EIGHT_TOKENS =
      new GenerationOptions(SamplingOptions.GREEDY, 8, List.of());

  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private byte[] original;
  private Path folder;

  @Before
  public void writeBundle() throws IOException {
    original = RunnableBundle.bytes(files.newFolder().toPath());
    folder = files.getRoot().toPath().resolve("builtin");
  }

  @Test
  public void open_soundAsset_answers() throws IOException {
    try (Engine engine = model(original).open();
        Conversation conversation = engine.newConversation()) {
      GenerationResult result =
          conversation.generate(List.of(Message.user("Hi")), EIGHT_TOKENS, delta -> {});

      assertThat(engine.manifest().name()).isEqualTo(RunnableBundle.NAME);
      assertThat(engine.backend().description()).contains("TensorFlow Lite");
      assertThat(result.generatedTokens()).isBetween(1, 8);
    }
  }

  @Test
  public void open_damagedCopy_isCopiedAnew() throws IOException {
    model(original).open().close();
    Path copy = onlyFile();
    Files.write(copy, damaged());

    model(original).open().close();

    assertThat(onlyFile()).isEqualTo(copy).hasBinaryContent(original);
  }

  @Test
  public void open_damagedAsset_saysWhere() {
    assertThatThrownBy(() -> model(damaged()).open())
        .isInstanceOf(BundleFormatException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining("but found");
  }

  @Test
  public void open_assetCutShort_isRefused() {
    byte[] half = Arrays.copyOf(original, original.length / 2);

    assertThatThrownBy(() -> model(half).open()).isInstanceOf(BundleFormatException.class);
  }

  private BuiltInModel model(byte[] asset) {
    return new BuiltInModel(
        new InstalledAsset(() -> new ByteArrayInputStream(asset), folder, "built-in", 5));
  }

  /** One bit of a weight is the other way round. */
  private byte[] damaged() {
    byte[] bytes = original.clone();
    bytes[bytes.length / 2] ^= 1;
    return bytes;
  }

  private Path onlyFile() throws IOException {
    try (var files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
