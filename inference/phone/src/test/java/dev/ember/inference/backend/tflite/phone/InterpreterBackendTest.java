package dev.ember.inference.backend.tflite.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.GraphName;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.bundle.SmallBundle;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is left open where a stage is prepared in vain: nothing. */
public final class InterpreterBackendTest {
  private static final int STAGES = 2;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<FakeSignature> loaded = new ArrayList<>();
  private Path file;

  @Before
  public void writeBundle() throws IOException {
    file = folder.getRoot().toPath().resolve("small.ember");
    new SmallBundle().write(file);
  }

  @Test
  public void open_allStages_areOpenUntilClosed() throws IOException {
    try (Bundle bundle = Bundle.open(file);
        Backend backend = open(bundle, this::sound)) {
      assertThat(backend.config()).isEqualTo(bundle.manifest().config());
      assertThat(loaded).hasSize(STAGES).noneMatch(signature -> signature.closed);
    }
    assertThat(loaded).allMatch(signature -> signature.closed);
  }

  @Test
  public void open_noMemoryForTheBuffersOfTheLastStage_closesAllStages() throws IOException {
    closesAll(new OutOfMemoryError("as the test wants"));
  }

  @Test
  public void open_bufferThatIsTooLarge_closesAllStages() throws IOException {
    closesAll(new ArithmeticException("integer overflow"));
  }

  @Test
  public void open_lastStageRefused_closesTheOthers() throws IOException {
    BackendException refused = new BackendException("fake", "opening", "no OpenCL");
    opensInVain(
        shape -> {
          if (loaded.size() == STAGES - 1) {
            throw refused;
          }
          return sound(shape);
        },
        refused);
    assertThat(loaded).hasSize(STAGES - 1);
  }

  @Test
  public void open_lastStageRunsOutOfMemory_closesTheOthers() throws IOException {
    OutOfMemoryError shortage = new OutOfMemoryError("as the test wants");
    opensInVain(
        shape -> {
          if (loaded.size() == STAGES - 1) {
            throw shortage;
          }
          return sound(shape);
        },
        shortage);
    assertThat(loaded).hasSize(STAGES - 1);
  }

  /** The last stage loads, and this comes while its buffers are made. */
  private void closesAll(Throwable fault) throws IOException {
    opensInVain(
        shape -> {
          FakeSignature signature = sound(shape);
          signature.fault = loaded.size() == STAGES ? fault : null;
          return signature;
        },
        fault);
    assertThat(loaded).hasSize(STAGES);
  }

  private void opensInVain(Function<Manifest.Signature, OpenSignature> loading, Throwable fault)
      throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      assertThatThrownBy(() -> open(bundle, loading)).isSameAs(fault);
    }
    assertThat(loaded).isNotEmpty().allMatch(signature -> signature.closed);
  }

  private static Backend open(Bundle bundle, Function<Manifest.Signature, OpenSignature> loading) {
    return InterpreterBackend.open(
        bundle, new Processor.Cpu(1), EnumSet.allOf(Stage.class), loading);
  }

  private FakeSignature sound(Manifest.Signature shape) {
    FakeSignature signature = new FakeSignature();
    loaded.add(signature);
    return signature;
  }

  /** Takes and gives everything, or throws when it is asked whether it gives logits. */
  private static final class FakeSignature implements OpenSignature {
    private @Nullable Throwable fault;
    private boolean closed;

    @Override
    public boolean takes(String input) {
      return true;
    }

    @Override
    public boolean gives(String output) {
      if (fault instanceof Error error && output.equals(GraphName.LOGITS)) {
        throw error;
      }
      if (fault instanceof RuntimeException exception && output.equals(GraphName.LOGITS)) {
        throw exception;
      }
      return true;
    }

    @Override
    public void run(Map<String, FloatBuffer> from, Map<String, FloatBuffer> to) {
      throw new AssertionError("nobody runs it");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
