package dev.ember.app.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.os.Looper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(
    application = Application.class,
    sdk = {26, 35})
public final class AppExecutorsTest {
  private static final long TIMEOUT_S = 10;

  private final AppExecutors executors = new AppExecutors();

  @After
  public void shutDown() {
    executors.shutdown();
  }

  @Test
  public void disk_task_runsOnTheThreadOfThatName() throws Exception {
    CompletableFuture<String> name = new CompletableFuture<>();

    executors.disk().execute(() -> name.complete(Thread.currentThread().getName()));

    assertThat(name.get(TIMEOUT_S, TimeUnit.SECONDS)).isEqualTo("ember-disk");
  }

  @Test
  public void disk_tasks_runInTheOrderGiven() throws Exception {
    List<Integer> order = new ArrayList<>();
    CompletableFuture<List<Integer>> done = new CompletableFuture<>();

    for (int i = 0; i < 100; i++) {
      int number = i;
      executors.disk().execute(() -> order.add(number));
    }
    executors.disk().execute(() -> done.complete(order));

    assertThat(done.get(TIMEOUT_S, TimeUnit.SECONDS)).hasSize(100).isSorted();
  }

  @Test
  public void assertCurrent_onItsThread_passes() throws Exception {
    CompletableFuture<Void> passed = new CompletableFuture<>();

    executors
        .inference()
        .execute(
            () -> {
              executors.inference().assertCurrent();
              passed.complete(null);
            });

    assertThat(passed.get(TIMEOUT_S, TimeUnit.SECONDS)).isNull();
  }

  @Test
  public void assertCurrent_onMain_namesBothThreads() {
    assertThatThrownBy(() -> executors.disk().assertCurrent())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("expected thread ember-disk but found ")
        .hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  public void assertMain_onDisk_throws() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();

    executors
        .disk()
        .execute(
            () -> {
              try {
                AppExecutors.assertMain();
                thrown.complete(new AssertionError("expected a refusal"));
              } catch (IllegalStateException e) {
                thrown.complete(e);
              }
            });

    assertThat(thrown.get(TIMEOUT_S, TimeUnit.SECONDS))
        .hasMessage("expected thread main but found ember-disk");
  }

  @Test
  public void assertMain_onMain_passes() {
    AppExecutors.assertMain();
  }

  @Test
  public void isIdle_whileATaskRuns_isFalse() throws Exception {
    CompletableFuture<Void> gate = new CompletableFuture<>();
    CompletableFuture<Void> reached = new CompletableFuture<>();
    executors
        .disk()
        .execute(
            () -> {
              reached.complete(null);
              gate.join();
            });
    reached.get(TIMEOUT_S, TimeUnit.SECONDS);

    assertThat(executors.disk().isIdle()).isFalse();
    assertThat(executors.inference().isIdle()).isTrue();
    gate.complete(null);
  }

  @Test
  public void later_task_waitsForItsTime() {
    List<String> ran = new ArrayList<>();
    executors.later().schedule(() -> ran.add("later"), 50);
    executors.main().execute(() -> ran.add("now"));

    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(49));
    assertThat(ran).containsExactly("now");

    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(1));
    assertThat(ran).containsExactly("now", "later");
  }
}
