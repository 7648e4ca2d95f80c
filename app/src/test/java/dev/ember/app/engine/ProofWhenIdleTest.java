package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.IdleStudy;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.backend.trust.ProofState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** When a loaded model's backends are proved, and what becomes of it meanwhile. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ProofWhenIdleTest {
  private static final long CHAT = 1;

  private final RecordingSource source = new RecordingSource();

  @Rule public final LoadedModelRule loaded = new LoadedModelRule(source);

  @Test
  public void prove_unknownModel_isDoneWithNothingOpenAndThenOpensAgain() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  @Test
  public void prove_again_doesNothing() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    source.calls.clear();
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).isEmpty();
  }

  @Test
  public void prove_knownModel_staysOpen() {
    source.proved = true;
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open");
  }

  @Test
  public void prove_nothingLoaded_doesNothing() {
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).isEmpty();
  }

  @Test
  public void prove_interruptedByAQuestion_leavesTheOpeningToIt() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> true));
    assertThat(source.calls).containsExactly("open", "prove, closed");
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls)
        .containsExactly("open", "prove, closed", "open", "prove, closed", "open");
  }

  @Test
  public void prove_proofFails_opensAgain() {
    source.fault = new IOException("disk full");
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  @Test
  public void prove_memoryEnds_opensAgain() {
    source.shortage = new OutOfMemoryError("as the test wants");
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  /** Nothing can be found out now, so nothing is closed for it; another time it can be. */
  @Test
  public void prove_putOff_leavesTheModelOpenAndIsMadeWhenItCanBe() {
    source.putOff = true;
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open");
    source.putOff = false;
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
  }

  /** The CPU was proved, and a driver hung until the GPUs were passed over. */
  @Test
  public void prove_putOffHalfWay_isMadeWhenItCanBe() {
    source.hangsNext = true;
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "open");
    loaded.run(model -> model.prove(() -> false));
    assertThat(source.calls)
        .containsExactly("open", "prove, closed", "open", "prove, closed", "open");
  }

  @Test
  public void check_anyModel_closesWhatIsLoadedAndLeavesTheOpeningToOthers() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.check("", false, () -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed");
    loaded.run(model -> model.check("", true, () -> false));
    assertThat(source.calls).containsExactly("open", "prove, closed", "forget", "prove, closed");
  }

  /** What a benchmark wants is no chat's. */
  @Test
  public void study_onAProcessorOfItsOwn_isLoadedThereAndAnewForAChat() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.study("", Choice.CPU, new IdleStudy()));
    loaded.run(model -> model.study("", Choice.CPU, new IdleStudy()));
    assertThat(source.calls).containsExactly("open", "open on CPU");
    loaded.run(model -> model.load(CHAT));
    assertThat(source.calls).containsExactly("open", "open on CPU", "open");
  }

  /** What is known is not thrown away for a check that is not made. */
  @Test
  public void check_chatWaits_doesNothing() {
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.check("", true, () -> true));
    assertThat(source.calls).containsExactly("open");
  }

  @Test
  public void check_memoryEnds_isOverAndTheModelLoads() {
    source.shortage = new OutOfMemoryError("as the test wants");
    loaded.run(model -> model.check("", false, () -> false));
    loaded.run(model -> model.load(CHAT));
    assertThat(source.calls).endsWith("open");
  }

  /** Remembers what it was asked. */
  private static final class RecordingSource implements ModelSource {
    private final FakeModel model = new FakeModel();
    private final List<String> calls = new ArrayList<>();
    private boolean proved;
    private boolean putOff;
    private boolean hangsNext;
    private @Nullable IOException fault;
    private @Nullable OutOfMemoryError shortage;

    @Override
    public Engine open() throws IOException {
      calls.add("open");
      return model.open();
    }

    @Override
    public Engine open(String modelId, Choice on) throws IOException {
      calls.add("open on " + on);
      return model.open();
    }

    @Override
    public ProofState proof(String modelId) {
      if (proved) {
        return ProofState.MADE;
      }
      return putOff ? ProofState.PUT_OFF : ProofState.DUE;
    }

    @Override
    public boolean proveAnew(String modelId, BooleanSupplier stopped) throws IOException {
      calls.add("forget");
      return prove(modelId, stopped);
    }

    @Override
    public boolean prove(String modelId, BooleanSupplier stopped) throws IOException {
      calls.add(model.backend().isClosed() ? "prove, closed" : "prove, open");
      if (fault != null) {
        throw fault;
      }
      if (shortage != null) {
        throw shortage;
      }
      boolean left = hangsNext; // what hung may be over when anybody asks
      hangsNext = false;
      proved = !left && !stopped.getAsBoolean();
      return left;
    }
  }
}
