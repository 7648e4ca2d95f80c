package dev.ember.app.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Notification;
import android.app.NotificationManager;
import android.content.ComponentCallbacks2;
import android.content.Intent;
import android.content.pm.ServiceInfo;
import android.os.Build;
import android.os.PowerManager;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.R;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.ModelState;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import java.util.List;
import java.util.Objects;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.android.controller.ServiceController;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowPowerManager;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = ScopedApp.class,
    sdk = {26, 35})
public final class AnswerServiceTest {
  private static final String ANSWER = "Because it is so.";
  private static final int TOKEN_MS = 100;

  private final FakeModel model = new FakeModel().answers(ANSWER);

  @Rule public final AppRule app = new AppRule().model(model);

  private long chatId;
  private Steps steps;
  private ServiceController<AnswerService> service;

  @Before
  public void beginAnAnswer() {
    application().give(app.scope());
    chatId = app.onDisk(() -> app.repository().createChat());
    WorkWatch.over(app.engine(), app.scope().executors().main(), application());
    steps = model.stepByStep();
    app.engine().send(chatId, "Why?");
    steps.awaitFirst();
    app.settleAround();
    service = Robolectric.buildService(AnswerService.class).create().startCommand(0, 1);
  }

  @After
  public void endIt() {
    steps.release();
    app.settle();
    service.destroy();
  }

  private static ScopedApp application() {
    return ApplicationProvider.getApplicationContext();
  }

  @Test
  public void watch_answerBegins_startsTheService() {
    Intent started = shadowOf(application()).getNextStartedService();
    assertThat(Objects.requireNonNull(started.getComponent()).getClassName())
        .isEqualTo(AnswerService.class.getName());
  }

  @Test
  public void service_answerRuns_isInTheForegroundAndSaysSo() {
    Notification shown = shadowOf(service.get()).getLastForegroundNotification();
    assertThat(text(shown, Notification.EXTRA_TITLE)).isEqualTo("Ember is answering");
    assertThat(shown.flags & Notification.FLAG_ONGOING_EVENT).isNotZero();
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.UPSIDE_DOWN_CAKE) {
      assertThat(service.get().getForegroundServiceType())
          .isEqualTo(ServiceInfo.FOREGROUND_SERVICE_TYPE_SPECIAL_USE);
    }
  }

  @Test
  public void processor_whileAnswerIsWritten_isAwakeAndThenMaySleep() {
    PowerManager.WakeLock awake = ShadowPowerManager.getLatestWakeLock();
    write(1);
    assertThat(awake.isHeld()).isTrue();

    service.destroy();
    assertThat(awake.isHeld()).isFalse();
  }

  @Test
  @Config(sdk = 26)
  public void service_languageChosenInTheApp_speaksItFromThenOn() {
    choose("zh-CN");
    try {
      write(12);
      assertThat(text(notification(), Notification.EXTRA_TITLE)).isEqualTo("Ember 正在回答");
      assertThat(application().getString(R.string.notification_answering))
          .as("the phone's")
          .isEqualTo("Ember is answering");
      choose("en");
      write(1);
      assertThat(text(notification(), Notification.EXTRA_TITLE)).isEqualTo("Ember is answering");
    } finally {
      choose("");
    }
  }

  private static void choose(String language) {
    AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags(language));
  }

  @Test
  public void notification_afterASecond_countsTokensAndOffersToStop() {
    write(12);

    Notification shown = notification();
    assertThat(text(shown, Notification.EXTRA_TEXT)).contains("tokens").contains("10.0 a second");
    assertThat(shown.actions).extracting(action -> action.title.toString()).containsExactly("Stop");
    assertThat(text(shown, Notification.EXTRA_TEXT))
        .doesNotContain("Because")
        .doesNotContain("Why");
  }

  @Test
  public void stopAction_runningAnswer_endsItAndKeepsItsText() {
    write(5);
    Intent stop = new Intent(AnswerService.STOP).putExtra(AnswerService.CHAT_ID, chatId);

    service.get().onStartCommand(stop, 0, 2);
    steps.release();
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(answer().body()).isNotEmpty();
  }

  @Test
  public void service_answerEnds_leavesTheForegroundAndEnds() {
    steps.release();
    app.settle();

    assertThat(shadowOf(service.get()).isStoppedBySelf()).isTrue();
    assertThat(shadowOf(service.get()).isForegroundStopped()).isTrue();
  }

  @Test
  public void windowHidden_midAnswer_changesNothing() {
    steps.step(5);
    for (int level :
        new int[] {
          ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN,
          ComponentCallbacks2.TRIM_MEMORY_RUNNING_MODERATE,
          ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW
        }) {
      MemoryPressure.answer(level, app.scope());
    }
    steps.release();
    app.settle();

    assertThat(answer().body()).isEqualTo(ANSWER);
    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(app.engine().model().getValue()).isInstanceOf(ModelState.Ready.class);
    assertThat(model.timesOpened()).isEqualTo(1);
  }

  @Test
  public void memoryPressure_midAnswer_savesNowAndUnloadsOnlyAfterTheAnswer() {
    assertThat(MemoryPressure.isReal(ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL)).isTrue();
    assertThat(MemoryPressure.isReal(ComponentCallbacks2.TRIM_MEMORY_COMPLETE)).isTrue();
    steps.step(5);

    MemoryPressure.answer(ComponentCallbacks2.TRIM_MEMORY_COMPLETE, app.scope());
    app.settleAround();

    assertThat(answer().body()).isNotEmpty();
    assertThat(answer().status()).isEqualTo(MessageStatus.STREAMING);
    assertThat(app.engine().model().getValue()).isInstanceOf(ModelState.Ready.class);
    steps.release();
    app.settle();
    assertThat(answer().body()).isEqualTo(ANSWER);
    assertThat(app.engine().model().getValue()).isInstanceOf(ModelState.NotLoaded.class);
  }

  @Test
  public void memoryPressure_thenAQuestion_loadsTheModelAgain() {
    steps.release();
    app.settle();
    app.engine().relieveMemory();
    app.settle();
    int opened = model.timesOpened();

    app.engine().send(chatId, "And?");
    app.settle();

    assertThat(model.timesOpened()).isEqualTo(opened + 1);
    assertThat(answer().body()).isEqualTo(ANSWER);
  }

  private void write(int tokens) {
    for (int i = 0; i < tokens; i++) {
      steps.step(1);
      app.advance(TOKEN_MS);
    }
    app.advance(1_000);
  }

  private MessageEntity answer() {
    List<MessageEntity> all = app.messages(chatId);
    return all.get(all.size() - 1);
  }

  private Notification notification() {
    return shadowOf(application().getSystemService(NotificationManager.class))
        .getNotification(AnswerService.NOTIFICATION_ID);
  }

  private static String text(Notification notification, String key) {
    return String.valueOf(notification.extras.getCharSequence(key));
  }
}
