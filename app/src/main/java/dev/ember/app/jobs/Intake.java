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
   * @param clockMs milliseconds since the epoch
   */
  public static Jobs over(
      ModelLibrary library,
      Context context,
      AppExecutors executors,
      LongSupplier clockMs,
      Network network) {
    JobFolder folder = new JobFolder(library.incoming());
    FileOffers offers = new FileOffers(context);
    FileCopy copy = new FileCopy(offers, FreeRoom.ofThePhone());
    PhoneHealth health = new PhoneHealth(context);
    Conversion conversion = new Conversion(health::reasonToRest, FreeRoom.ofThePhone());
    Supplier<Downloads> downloads = // for each job: a network may be taken away, and given back
        () ->
            Flavour.downloads(context)
                ? new Download(
                    network, Download::isSafe, FreeRoom.ofThePhone(), Download.FIRST_BACKOFF_MS)
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
