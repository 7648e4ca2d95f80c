package dev.ember.app.jobs;

import android.content.Context;
import android.os.SystemClock;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.library.ModelLibrary;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts together what a job needs. */
public final class Intake {
  private Intake() {}

  /**
   * What a phone lets a job do.
   *
   * @param reasonToRest why one that works hard had better wait at this moment
   */
  public record Terms(Network network, Supplier<JobProgress.Pause> reasonToRest) {}

  /**
   * @param clockMs milliseconds since the epoch
   */
  public static Jobs over(
      ModelLibrary library,
      Context context,
      AppExecutors executors,
      LongSupplier clockMs,
      Terms phone) {
    JobFolder folder = new JobFolder(library.incoming());
    FileOffers offers = new FileOffers(context);
    FileCopy copy = new FileCopy(offers, FreeRoom.ofThePhone());
    Conversion conversion = new Conversion(phone.reasonToRest(), FreeRoom.ofThePhone());
    Supplier<Downloads> downloads = // for each job: a network may be taken away, and given back
        () ->
            Flavour.downloads(context)
                ? new Download(
                    phone.network(),
                    Download::isSafe,
                    FreeRoom.ofThePhone(),
                    Download.FIRST_BACKOFF_MS)
                : new NoDownloads();
    ModelIntake steps =
        new ModelIntake(
            folder,
            library,
            new ModelIntake.Fetching(copy, new CheckpointCopy(offers, copy), downloads),
            conversion,
            clockMs);
    Jobs.Clocks clocks = new Jobs.Clocks(clockMs, SystemClock::uptimeMillis);
    return new Jobs(folder, executors, steps, clocks, offers::named);
  }
}
