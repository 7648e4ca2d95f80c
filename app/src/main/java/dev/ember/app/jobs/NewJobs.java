package dev.ember.app.jobs;

import android.net.Uri;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Writes down what is asked for, as a job that waits.
 *
 * <h2>Threading model</h2>
 *
 * Main thread; {@link #titled} and {@link #titleOf} any.
 */
final class NewJobs {
  private final LongSupplier wallMs;
  private final UnaryOperator<String> titles;
  private int made;

  /**
   * @param wallMs since the epoch
   * @param titles gives a title that is blank its words
   */
  NewJobs(LongSupplier wallMs, UnaryOperator<String> titles) {
    this.wallMs = wallMs;
    this.titles = titles;
  }

  /** A record may have been written with a title that is blank. */
  JobRecord titled(JobRecord written) {
    return written.titled(titles.apply(written.title()));
  }

  /** One file of a provider. */
  JobRecord file(String uri, String title) {
    return job(JobRecord.Kind.FILE, title, uri, "", false);
  }

  /** A model whose weights, configuration and tokenizer are files of their own. */
  JobRecord files(List<Uri> uris, String title) {
    List<String> lines = new ArrayList<>();
    uris.forEach(uri -> lines.add(uri.toString()));
    return job(JobRecord.Kind.FILES, title, joined(lines), "", false);
  }

  /** One file of a server. */
  JobRecord download(RemoteFile file, String title, boolean unmeteredOnly) {
    String words = titles.apply(title);
    return job(JobRecord.Kind.DOWNLOAD, words, file.address(), file.sha256(), unmeteredOnly);
  }

  /** A model that is several files of a server. */
  JobRecord downloads(List<RemoteFile> files, String title, boolean unmeteredOnly) {
    List<String> lines = new ArrayList<>();
    files.forEach(file -> lines.add(file.line()));
    String words = titles.apply(title);
    return job(JobRecord.Kind.DOWNLOADS, words, joined(lines), "", unmeteredOnly);
  }

  private static String joined(List<String> lines) {
    return String.join(CheckpointCopy.SEPARATOR, lines);
  }

  private JobRecord job(
      JobRecord.Kind kind, String title, String source, String sha256, boolean unmeteredOnly) {
    return new JobRecord(
        newId(), kind, title, source, sha256, unmeteredOnly, JobRecord.Status.WAITING, null);
  }

  /** Sorts by time. */
  private String newId() {
    made++;
    return "job-" + wallMs.getAsLong() + "-" + made;
  }

  /**
   * Of several files that are one model: by its weights, for every config.json has the same name.
   */
  static String titleOf(List<Uri> uris, FileOffers offers) {
    String title = "";
    for (Uri uri : uris) {
      String name = offers.title(uri);
      String known = CheckpointNames.of(name);
      if (title.isEmpty() || (known != null && CheckpointNames.isWeights(known))) {
        title = name;
      }
    }
    return title;
  }
}
