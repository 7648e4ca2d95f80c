package dev.ember.app.jobs;

import android.net.Uri;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.MutableLiveData;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.concurrent.FrameThrottle;
import dev.ember.app.library.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The models that are on their way in, one at a time, in the order in which they were asked for.
 *
 * <h2>Threading model</h2>
 *
 * Main thread, {@link #open} excepted.
 */
public final class Jobs {
  private static final long FRAME_MS = 250;

  /** One may be the phone's doing: a battery that was empty, an app that was swiped away. */
  private static final int MOST_DEATHS = 1;

  private final JobFolder folder;
  private final JobFiles files;
  private final AppExecutors executors;
  private final JobSteps steps;
  private final Clocks clocks;
  private final NewJobs asked;
  private final MutableLiveData<List<JobState>> all = new MutableLiveData<>(List.of());

  private final Map<String, JobRecord> records = new LinkedHashMap<>();
  private final Map<String, JobControl> controls = new LinkedHashMap<>();

  private final Parking parking = new Parking();
  private final FrameThrottle frames;

  /**
   * What time it is.
   *
   * @param wallMs since the epoch; its user may set it back
   * @param uptimeMs never goes back, and stands while the processor sleeps, as a job does
   */
  record Clocks(LongSupplier wallMs, LongSupplier uptimeMs) {}

  /**
   * @param titles gives a title that is blank its words: a record may have been written with none
   */
  Jobs(
      JobFolder folder,
      AppExecutors executors,
      JobSteps steps,
      Clocks clocks,
      UnaryOperator<String> titles) {
    this.folder = folder;
    this.files = new JobFiles(folder, executors);
    this.executors = executors;
    this.steps = steps;
    this.clocks = clocks;
    this.asked = new NewJobs(clocks.wallMs(), titles);
    this.frames = new FrameThrottle(FRAME_MS, clocks.uptimeMs(), executors.later(), this::publish);
  }

  /** All jobs that have not become a model, the oldest first. */
  public LiveData<List<JobState>> all() {
    return all;
  }

  /**
   * Goes on with what a former process has left, but not with what process after process has ended
   * at: that is for its user to say. Work thread, before any job.
   */
  public void open() {
    executors.work().assertCurrent();
    try {
      List<JobRecord> found = new ArrayList<>();
      for (JobRecord written : folder.readAll()) {
        JobRecord job = asked.titled(written);
        int deaths = folder.begins(job.id());
        found.add(deaths > MOST_DEATHS && isToRun(job) ? job.refused(killer(deaths)) : job);
      }
      executors.main().execute(() -> found.forEach(this::adopt));
    } catch (IOException unreadable) {
      return; // the library still works, and new jobs say what is wrong with the storage
    }
  }

  private void adopt(JobRecord job) {
    if (records.containsKey(job.id())) {
      return; // begun by this process, before its folder was read
    }
    if (isToRun(job)) {
      begin(job);
    } else {
      records.put(job.id(), job);
      publish();
    }
  }

  private static boolean isToRun(JobRecord job) {
    return job.status() == JobRecord.Status.RUNNING || job.status() == JobRecord.Status.WAITING;
  }

  private static JobRecord.Fault killer(int deaths) {
    return new JobRecord.Fault(
        Refusal.Reason.ENDED_APP,
        MOST_DEATHS,
        deaths,
        "the process ended " + deaths + " times while it read this model");
  }

  /**
   * Takes a model in from a provider on this phone.
   *
   * @param uri the content URI; this app must be allowed to read it
   */
  public void importFile(Uri uri, FileOffers offers) {
    executors
        .offers()
        .execute(
            () -> {
              String title = offers.title(uri);
              executors.main().execute(() -> importFile(uri.toString(), title));
            });
  }

  /** Takes a model in whose weights, configuration and tokenizer are files of their own. */
  public void importFiles(List<Uri> uris, FileOffers offers) {
    executors
        .offers()
        .execute(
            () -> {
              String title = NewJobs.titleOf(uris, offers);
              executors.main().execute(() -> importFiles(uris, title));
            });
  }

  /** As {@link #importFiles}, with all files of a folder that its user has opened. */
  public void importFolder(Uri tree, FileOffers offers) {
    executors
        .offers()
        .execute(
            () -> {
              List<Uri> files = offers.checkpointFiles(tree);
              String title = offers.folderName(tree);
              executors.main().execute(() -> importFiles(files, title));
            });
  }

  private void importFiles(List<Uri> uris, String title) {
    begin(asked.files(uris, title));
  }

  /**
   * Takes a model in.
   *
   * @param title for people; never part of a path
   */
  void importFile(String uri, String title) {
    begin(asked.file(uri, title));
  }

  /**
   * Takes a model in from a server.
   *
   * @param address HTTPS
   * @param title for people; blank if the address has none
   * @param sha256 that the file must have; empty if nobody knows
   */
  public void download(String address, String title, String sha256, boolean unmeteredOnly) {
    begin(asked.download(new RemoteFile(address, 0, sha256), title, unmeteredOnly));
  }

  /** As {@link #download}, of a model that is several files. */
  public void download(List<RemoteFile> files, String title, boolean unmeteredOnly) {
    begin(asked.downloads(files, title, unmeteredOnly));
  }

  /** Ends a job's work for now; what has come is kept. */
  public void pause(String id) {
    replace(id, JobRecord.Status.PAUSED);
  }

  /** Goes on with a job that was paused or refused. */
  public void goOn(String id) {
    JobRecord job = records.get(id);
    if (job != null && !controls.containsKey(id)) {
      begin(job);
    }
  }

  /** Goes on now with a job that rests for the phone's sake. */
  public void hurry(String id) {
    if (parking.has(id)) {
      goOn(id);
    }
    JobControl control = controls.get(id);
    if (control != null) {
      control.hurry();
    }
  }

  /**
   * Android gives no more time: all work ends for now, and what has come is kept. It goes on by
   * {@link #goOnParked}, by {@link #networkIsBack}, and with the next process.
   */
  public void park() {
    AppExecutors.assertMain();
    for (String id : List.copyOf(controls.keySet())) {
      JobRecord job = Objects.requireNonNull(records.get(id));
      JobRecord waits = job.with(JobRecord.Status.WAITING);
      parking.take(waits, progress(job));
      records.put(id, waits);
      files.save(waits);
      stop(id);
    }
    publish();
  }

  /** Android gives time again, for the app is on the screen. */
  public void goOnParked() {
    parking.all().forEach(this::goOn);
  }

  /**
   * Goes on with what waited for a network when it was parked, and with what was in line behind it.
   * That much an app may do that is not on the screen, as long as its process is left alone.
   */
  public void networkIsBack(boolean unmetered) {
    parking.waitingForNetwork(unmetered).forEach(this::goOn);
  }

  /** Forgets a job, with all that has come of it. */
  public void cancel(String id) {
    JobRecord job = records.remove(id);
    parking.leave(id);
    if (job != null) {
      stop(id);
      publish();
      files.forget(id);
    }
  }

  private void begin(JobRecord asked) {
    AppExecutors.assertMain();
    JobRecord job = asked.with(JobRecord.Status.WAITING);
    JobControl control = new JobControl(clocks.uptimeMs(), frames::request);
    parking.leave(job.id());
    records.put(job.id(), job);
    controls.put(job.id(), control);
    files.save(job);
    publish();
    executors.work().execute(() -> run(job, control));
  }

  private void run(JobRecord job, JobControl control) {
    executors.main().execute(() -> running(job.id(), control));
    Refusal refusal = null;
    boolean stopped = false;
    try {
      control.check();
      steps.run(job, control);
      files.done(job.id());
    } catch (JobControl.Stopped byUser) {
      stopped = true;
    } catch (Refusal why) {
      refusal = why;
    } catch (IOException storage) {
      refusal = new Refusal(Refusal.Reason.STORAGE, String.valueOf(storage.getMessage()));
    }
    files.end(job.id()); // never where an error has ended the process
    boolean byUser = stopped;
    JobRecord.Fault fault = refusal == null ? null : JobRecord.Fault.of(refusal);
    executors.main().execute(() -> ended(job.id(), control, byUser, fault));
  }

  private void running(String id, JobControl control) {
    JobRecord job = records.get(id);
    if (job != null && controls.get(id) == control && !control.stopped()) {
      records.put(id, job.with(JobRecord.Status.RUNNING));
      publish();
    }
  }

  private void ended(
      String id, JobControl control, boolean byUser, JobRecord.@Nullable Fault fault) {
    JobRecord job = records.get(id);
    controls.remove(id, control);
    boolean goesOn = controls.containsKey(id); // by another run, which is in line
    if (job == null || byUser) {
      publish(); // whoever stopped it has said what becomes of it
      return;
    }
    if (fault == null) {
      parking.leave(id); // it came to its end, whatever was asked of it meanwhile
      records.remove(id);
      stop(id);
      if (goesOn || job.status() != JobRecord.Status.RUNNING) {
        files.forget(id); // for what was asked of it was written
      }
    } else if (!goesOn && job.status() != JobRecord.Status.PAUSED) {
      parking.leave(id);
      JobRecord refused = job.refused(fault);
      records.put(id, refused);
      files.save(refused);
    }
    publish();
  }

  private void replace(String id, JobRecord.Status status) {
    JobRecord job = records.get(id);
    if (job != null) {
      JobRecord next = job.with(status);
      parking.leave(id);
      records.put(id, next);
      files.save(next);
      stop(id);
      publish();
    }
  }

  private void stop(String id) {
    JobControl control = controls.remove(id);
    if (control != null) {
      control.stop();
    }
  }

  private void publish() {
    List<JobState> states = new ArrayList<>();
    for (JobRecord job : records.values()) {
      states.add(state(job));
    }
    all.setValue(List.copyOf(states));
  }

  private JobState state(JobRecord job) {
    JobState parked = parking.of(job.id());
    return parked == null ? new JobState(job, progress(job)) : parked;
  }

  /** Null of one that does not run: its control knows nothing yet. */
  private @Nullable JobProgress progress(JobRecord job) {
    JobControl control = controls.get(job.id());
    boolean runs = job.status() == JobRecord.Status.RUNNING;
    return runs && control != null ? control.progress() : null;
  }
}
