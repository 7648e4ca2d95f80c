package dev.ember.app.testing;

import static org.robolectric.Shadows.shadowOf;

import android.database.Cursor;
import android.os.Looper;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.Observer;
import androidx.sqlite.db.SupportSQLiteDatabase;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.PathMessage;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.scope.AppScope;
import dev.ember.inference.Engine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.rules.ExternalResource;

/**
 * A process of the app over a real database file, with the app's own threads. Time stands still
 * unless {@link #advance} moves it.
 */
public final class AppRule extends ExternalResource {
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private ModelSource source =
      () -> {
        throw new FileNotFoundException("no model in this test");
      };
  private final List<TestProcess> abandoned = new ArrayList<>();
  private boolean startsByItself = true;
  private @Nullable TestProcess process;

  /** What the engine loads from now on. */
  public AppRule model(ModelSource source) {
    this.source = source;
    return this;
  }

  /** The process starts when the test says {@link #start}. */
  public AppRule startedByTheTest() {
    startsByItself = false;
    return this;
  }

  @Override
  protected void before() {
    if (startsByItself) {
      start();
    }
  }

  public void start() {
    process = TestProcess.start(new Latest(), nowMs::incrementAndGet);
  }

  /** Whatever model the test has given last. */
  private final class Latest implements ModelSource {
    @Override
    public Engine open() throws IOException {
      return source.open();
    }

    @Override
    public String modelOf(long chatId) {
      return source.modelOf(chatId);
    }

    @Override
    public String nameOf(String modelId) {
      return source.nameOf(modelId);
    }

    @Override
    public int wantedTokens(String modelId, int ownTokens) {
      return source.wantedTokens(modelId, ownTokens);
    }

    @Override
    public boolean takeGpuDeath() {
      return source.takeGpuDeath();
    }

    @Override
    public boolean hasRoomForMore(String modelId, Engine loaded) {
      return source.hasRoomForMore(modelId, loaded);
    }
  }

  /** What a killed process leaves to the next one, over the same file. */
  public void restart() {
    restart(() -> {});
  }

  /**
   * The same.
   *
   * @param between happens while the file is closed
   */
  public void restart(Runnable between) {
    settle();
    stop();
    between.run();
    start();
  }

  /** As {@link #restart} in the middle of an answer; the old process is never heard of again. */
  public void dieAndRestart() {
    abandoned.add(process());
    start();
  }

  /**
   * Ends the process where it stands, whatever it is doing, and starts another over the same file.
   */
  public void killAndRestart() {
    TestProcess killed = process();
    executors().kill();
    shadowOf(Looper.getMainLooper()).idle(); // what it posted finds no thread any more
    Thread closing = new Thread(killed.databases()::close);
    closing.start();
    try {
      closing.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a test", e);
    }
    start();
  }

  @Override
  protected void after() {
    endProcess();
    for (TestProcess old : abandoned) {
      process = old;
      endProcess();
    }
  }

  private void endProcess() {
    engine().close();
    settle();
    stop();
  }

  private void stop() {
    onDisk(process().databases()::close);
    executors().shutdown();
  }

  private TestProcess process() {
    if (process == null) {
      throw new IllegalStateException("expected a running test but found none");
    }
    return process;
  }

  public AppScope scope() {
    return process().scope();
  }

  private AppExecutors executors() {
    return scope().executors();
  }

  public ChatRepository repository() {
    return scope().repository();
  }

  public ChatEngine engine() {
    return scope().engine();
  }

  /** A chat's messages as they are stored, oldest first; the model may stand still meanwhile. */
  public List<MessageEntity> messages(long chatId) {
    LiveData<List<PathMessage>> stored = repository().observeMessages(chatId);
    Observer<List<PathMessage>> observer = value -> {};
    stored.observeForever(observer);
    settleAround();
    stored.removeObserver(observer);
    List<MessageEntity> messages = new ArrayList<>();
    for (PathMessage place : Objects.requireNonNull(stored.getValue())) {
      messages.add(place.message());
    }
    return messages;
  }

  /** What the connection that writes has for a number of SQLite's. */
  public int pragma(String name) {
    return onDisk(
        () -> {
          SupportSQLiteDatabase opened =
              process().databases().kept().getOpenHelper().getWritableDatabase();
          opened.beginTransaction(); // else another connection may be asked
          try (Cursor number = opened.query("PRAGMA " + name)) {
            number.moveToFirst();
            return number.getInt(0);
          } finally {
            opened.endTransaction();
          }
        });
  }

  /** From now on the database is as on a full disk, or no more. */
  public void refuseWrites(boolean refuse) {
    onDisk(
        () -> {
          String pragma = "PRAGMA query_only = " + (refuse ? 1 : 0);
          process().databases().kept().getOpenHelper().getWritableDatabase().execSQL(pragma);
        });
  }

  /** Writes to the file past the repository; on the disk thread. Observers hear of it. */
  public void execute(String... statements) {
    process()
        .databases()
        .kept()
        .runInTransaction(
            () -> {
              for (String statement : statements) {
                process()
                    .databases()
                    .kept()
                    .getOpenHelper()
                    .getWritableDatabase()
                    .execSQL(statement);
              }
            });
  }

  /** The first number of a query. */
  public int count(String query) {
    return onDisk(
        () -> {
          try (Cursor rows = process().databases().kept().query(query, null)) {
            rows.moveToFirst();
            return rows.getInt(0);
          }
        });
  }

  /** Runs a query where queries belong, and waits for it. */
  public <T> T onDisk(Supplier<T> query) {
    return Awaited.on(executors().disk(), query);
  }

  public void onDisk(Runnable write) {
    onDisk(
        () -> {
          write.run();
          return true;
        });
  }

  /** A chat of its own, empty, with a name. */
  public long newChat(String name) {
    return onDisk(
        () -> {
          long id = repository().createChat();
          repository().rename(id, name);
          return id;
        });
  }

  /** The last message of a chat. */
  public MessageEntity newestMessage(long chatId) {
    List<MessageEntity> messages = messages(chatId);
    return messages.get(messages.size() - 1);
  }

  /** Lets everything happen that can happen at this moment. */
  public void settle() {
    do {
      Awaited.barrier(executors().offers());
      Awaited.barrier(executors().work());
      Awaited.barrier(executors().disk());
      Awaited.barrier(executors().inference());
      Awaited.barrier(executors().rows());
      shadowOf(Looper.getMainLooper()).idle();
    } while (!executors().work().isIdle()
        || !executors().rows().isIdle()
        || !executors().inference().isIdle()
        || !executors().disk().isIdle()
        || !executors().inference().isIdle()
        || !shadowOf(Looper.getMainLooper()).isIdle());
  }

  /** As {@link #settle}, while the model stands still in the middle of an answer. */
  public void settleAround() {
    do {
      Awaited.barrier(executors().disk());
      shadowOf(Looper.getMainLooper()).idle();
    } while (!executors().disk().isIdle() || !shadowOf(Looper.getMainLooper()).isIdle());
  }

  /** What {@code data} says once everything has happened. */
  public <T> @Nullable T observed(LiveData<T> data) {
    Observer<T> observer = value -> {};
    data.observeForever(observer);
    settle();
    T value = data.getValue();
    data.removeObserver(observer);
    return value;
  }

  /** Moves the clock. */
  public void advance(long ms) {
    shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(ms));
  }
}
