package dev.ember.app.jobs;

import dev.ember.app.library.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is written down: enough for the next process to go on.
 *
 * @param id names its files; made here, from nothing that came with the file
 * @param kind where the bytes come from
 * @param title for people: the name that the file came with; never blank in {@link Jobs}
 * @param source a content URI, or an address; of several files a line each
 * @param sha256 that the whole file must have, 64 lower-case hex digits; empty if nobody said
 * @param unmeteredOnly whether to wait for a network that costs nothing
 * @param fault why it was refused; null if it was not
 */
public record JobRecord(
    String id,
    Kind kind,
    String title,
    String source,
    String sha256,
    boolean unmeteredOnly,
    Status status,
    @Nullable Fault fault) {

  /** Where the bytes come from. */
  public enum Kind {
    /** A provider on this phone, by its content URI. */
    FILE,
    /** Several of them that are one model; the source has a line for each. */
    FILES,
    /** A server, by HTTPS. */
    DOWNLOAD,
    /** Several files of one model on servers; the source has a {@link RemoteFile} in each line. */
    DOWNLOADS;

    boolean isDownload() {
      return this == DOWNLOAD || this == DOWNLOADS;
    }
  }

  /** Where a job stands. */
  public enum Status {
    WAITING,
    RUNNING,
    /** By its user; what has come is kept. */
    PAUSED,
    /** Ended badly; stays until its user has seen it. */
    REFUSED
  }

  /** A {@link Refusal} without its stack. */
  public record Fault(Refusal.Reason reason, long expected, long found, String detail) {
    static Fault of(Refusal refusal) {
      return new Fault(refusal.reason(), refusal.expected(), refusal.found(), refusal.detail());
    }
  }

  /** For people: the title without the ending of a model's file. */
  public String name() {
    return Conversion.nameOf(title);
  }

  JobRecord titled(String other) {
    return new JobRecord(id, kind, other, source, sha256, unmeteredOnly, status, fault);
  }

  JobRecord with(Status next) {
    return new JobRecord(id, kind, title, source, sha256, unmeteredOnly, next, null);
  }

  JobRecord refused(Fault why) {
    return new JobRecord(id, kind, title, source, sha256, unmeteredOnly, Status.REFUSED, why);
  }
}
