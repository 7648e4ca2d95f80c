package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.testing.FakeModel;
import dev.ember.inference.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Of which model a tap on the card of a refused load is the consent. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class RefusedLoadTest {
  private static final long CHAT = 1;
  private static final String OWN = "own";
  private static final String OTHER = "other";
  private static final int HALF = 128;

  private final AskingSource source = new AskingSource();

  @Rule public final LoadedModelRule loaded = new LoadedModelRule(source);

  @Test
  public void loadSmaller_afterAnotherModelWasRefused_leavesTheChatsOwnAsItIs() {
    source.risky.add(OTHER);
    loaded.run(model -> model.study(OTHER, null, new Failing()));
    loaded.run(model -> model.loadSmaller(CHAT, HALF));
    assertThat(source.calls).containsExactly("open other", "open own");
  }

  @Test
  public void loadAnyway_afterAnotherModelWasRefused_isNoConsentToTheChatsOwn() {
    source.risky.add(OTHER);
    source.risky.add(OWN);
    loaded.run(model -> model.study(OTHER, null, new Failing()));
    loaded.run(model -> model.loadAnyway(CHAT));
    assertThat(source.calls).containsExactly("open other", "open own");

    loaded.run(model -> model.loadAnyway(CHAT)); // which was read now
    assertThat(source.calls)
        .containsExactly("open other", "open own", "consent to own", "open own");
  }

  @Test
  public void loadSmaller_tappedTwice_isConsentOnce() {
    source.risky.add(OWN);
    loaded.run(model -> model.load(CHAT));
    loaded.run(model -> model.loadSmaller(CHAT, HALF));
    loaded.run(model -> model.loadSmaller(CHAT, HALF));
    assertThat(source.calls).containsExactly("open own", "128 for own", "open own");
  }

  @Test
  public void loadSmaller_cardThatIsGone_isNoConsent() {
    source.risky.add(OWN);
    loaded.run(model -> model.load(CHAT));
    loaded.run(LoadedModel::close);
    loaded.run(model -> model.loadSmaller(CHAT, HALF));
    assertThat(source.calls).containsExactly("open own", "open own");
  }

  /** Of a model that does not load. */
  private static final class Failing implements ModelStudy {
    @Override
    public void step(Engine engine) {
      throw new AssertionError("a refused model has no step");
    }

    @Override
    public void failed(ModelState.Failed failed) {
      assertThat(failed.risk()).isNotNull();
    }
  }

  /** Remembers what it was asked; a risky model waits for consent. */
  private static final class AskingSource implements ModelSource {
    private final FakeModel model = new FakeModel();
    private final List<String> calls = new ArrayList<>();
    private final Set<String> risky = new HashSet<>();

    @Override
    public Engine open() throws IOException {
      return model.open();
    }

    @Override
    public Engine open(String modelId) throws IOException {
      calls.add("open " + modelId);
      if (risky.contains(modelId)) {
        throw new RiskyLoadException(
            new LoadRisk.LittleMemory(2, 1, HALF), "expected 2 but found 1");
      }
      return open();
    }

    @Override
    public void consent(String modelId) {
      calls.add("consent to " + modelId);
      risky.remove(modelId);
    }

    @Override
    public void consentToLess(String modelId, int windowTokens) {
      calls.add(windowTokens + " for " + modelId);
      risky.remove(modelId);
    }

    @Override
    public String modelOf(long chatId) {
      return OWN;
    }
  }
}
