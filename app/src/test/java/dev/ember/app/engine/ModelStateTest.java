package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.ModelState.Fault;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.BundleFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ModelStateTest {
  private static final BundleFormatException DAMAGED =
      new BundleFormatException("ember-tiny", "model.tflite", 64, "SHA-256 ab", "cd");

  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private final List<ModelState> states = new ArrayList<>();

  @Before
  public void observe() {
    app.engine().model().observeForever(states::add);
  }

  @Test
  public void model_nobodyAsked_isNotLoaded() {
    app.settle();

    assertThat(states).containsExactly(new ModelState.NotLoaded());
    assertThat(model.timesOpened()).isZero();
  }

  @Test
  public void load_soundModel_isLoadingThenReady() {
    app.engine().load(0);
    app.settle();

    assertThat(last()).isInstanceOf(ModelState.Ready.class);
    ModelState.Ready ready = (ModelState.Ready) last();
    assertThat(ready.name()).isEqualTo(FakeModel.NAME);
    assertThat(ready.runtime()).isEqualTo("fake, scripted");
    assertThat(ready.window()).isEqualTo(ModelState.Window.whole(FakeModel.CONTEXT));
    assertThat(ready.sampling().temperature()).isZero();
  }

  @Test
  public void load_whileItIsOpened_saysWhichModel() {
    Steps opening = model.opensStepByStep();
    app.engine().load(0);
    opening.awaitFirst();
    app.settleAround();

    assertThat(last()).isEqualTo(new ModelState.Loading("", FakeModel.NAME));
    opening.release();
    app.settle();
    assertThat(last()).isInstanceOf(ModelState.Ready.class);
  }

  @Test
  public void load_lessWindowThanWanted_isKnown() {
    model.wants(2 * FakeModel.CONTEXT);

    app.engine().load(0);
    app.settle();

    ModelState.Window window = ((ModelState.Ready) last()).window();
    assertThat(window).isEqualTo(new ModelState.Window(FakeModel.CONTEXT, 2 * FakeModel.CONTEXT));
    assertThat(window.narrowed()).isTrue();
  }

  @Test
  public void load_memoryIsBack_opensAnewWithTheWholeWindow() {
    model.wants(2 * FakeModel.CONTEXT);
    app.engine().load(0);
    app.settle();
    FakeBackend narrow = model.backend();

    model.memoryIsBack();
    app.engine().load(0);
    app.settle();

    assertThat(narrow.isClosed()).isTrue();
    assertThat(((ModelState.Ready) last()).window())
        .isEqualTo(ModelState.Window.whole(2 * FakeModel.CONTEXT));
    app.engine().load(0);
    app.settle();
    assertThat(model.timesOpened()).isEqualTo(2);
  }

  @Test
  public void send_memoryIsBackDuringAnAnswer_isOpenedAnewForTheNextOne() {
    long chatId = app.onDisk(() -> app.repository().createChat());
    model.wants(2 * FakeModel.CONTEXT);
    FakeBackend narrow = model.backend();
    Steps steps = model.stepByStep();
    app.engine().send(chatId, "Why?");
    steps.awaitFirst();
    model.memoryIsBack();
    app.engine().load(chatId); // as another screen does
    app.settleAround();
    assertThat(model.timesOpened()).isEqualTo(1);

    steps.release();
    app.settle();
    assertThat(app.messages(chatId).get(1).body()).isEqualTo("Because.");
    assertThat(narrow.isClosed()).isTrue();

    app.engine().send(chatId, "And then?");
    app.settle();
    assertThat(app.newestMessage(chatId).body()).isEqualTo("Because.");
    assertThat(model.backend().decodedTokens()).isPositive();
    assertThat(model.timesOpened()).isEqualTo(2);
  }

  @Test
  public void load_gpuTookTheProcessAlong_isSaidUntilThereIsAnAnswer() {
    long chatId = app.onDisk(() -> app.repository().createChat());
    model.gpuDied();
    app.engine().load(chatId);
    app.settle();
    assertThat(((ModelState.Ready) last()).gpuDied()).isTrue();

    app.engine().send(chatId, "Why?");
    app.settle();
    assertThat(((ModelState.Ready) last()).gpuDied()).isFalse();
    app.engine().close();
    app.engine().load(chatId);
    app.settle();
    assertThat(((ModelState.Ready) last()).gpuDied()).isFalse();
  }

  @Test
  public void load_twice_opensOnce() {
    app.engine().load(0);
    app.engine().load(0);
    app.settle();

    assertThat(model.timesOpened()).isEqualTo(1);
  }

  @Test
  public void load_damagedBundle_saysWhereAndWhat() {
    model.failToLoad(DAMAGED);

    app.engine().load(0);
    app.settle();

    assertThat(last())
        .isEqualTo(
            new ModelState.Failed(
                Fault.DAMAGED,
                "ember-tiny, model.tflite, offset 64: expected SHA-256 ab but found cd"));
  }

  @Test
  public void load_unreadableFile_isAStorageFault() {
    model.failToLoad(new IOException("no space left"));

    app.engine().load(0);
    app.settle();

    assertThat(last()).isEqualTo(new ModelState.Failed(Fault.STORAGE, "no space left"));
  }

  @Test
  public void load_runtimeRefuses_isARuntimeFault() {
    model.failToLoad(new BackendException("TensorFlow Lite", "open", "no such op"));

    app.engine().load(0);
    app.settle();

    assertThat(last())
        .isEqualTo(
            new ModelState.Failed(Fault.RUNTIME, "TensorFlow Lite: open failed: no such op"));
  }

  @Test
  public void load_missingNativeLibrary_isARuntimeFault() {
    model.failToLoad(new UnsatisfiedLinkError("no jnitensorflowlite"));

    app.engine().load(0);
    app.settle();

    assertThat(last()).isEqualTo(new ModelState.Failed(Fault.RUNTIME, "no jnitensorflowlite"));
  }

  @Test
  public void load_notEnoughMemory_isARuntimeFault() {
    model.failToLoad(new OutOfMemoryError("no 4096 bytes"));

    app.engine().load(0);
    app.settle();

    assertThat(last()).isEqualTo(new ModelState.Failed(Fault.RUNTIME, "no 4096 bytes"));
  }

  @Test
  public void send_damagedBundle_losesNothingAndCanBeAnsweredLater() {
    long chatId = app.onDisk(() -> app.repository().createChat());
    model.failToLoad(DAMAGED);

    app.engine().send(chatId, "Why?");
    app.settle();

    List<MessageEntity> messages = app.messages(chatId);
    assertThat(messages.get(0).body()).isEqualTo("Why?");
    assertThat(messages.get(1).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(messages.get(1).failure()).contains("model.tflite");

    model.load();
    app.engine().regenerate(chatId);
    app.settle();
    assertThat(app.messages(chatId).get(1).body()).isEqualTo("Because.");
    assertThat(last()).isInstanceOf(ModelState.Ready.class);
  }

  @Test
  public void close_loadedModel_freesIt() {
    app.engine().load(0);
    app.settle();

    app.engine().close();
    app.settle();

    assertThat(model.backend().isClosed()).isTrue();
    assertThat(last()).isEqualTo(new ModelState.NotLoaded());
  }

  private ModelState last() {
    return states.get(states.size() - 1);
  }
}
