package dev.ember.converter.cli.hub;

/** Is told how a pull goes on; called on the thread that pulls. */
public interface PullListener {

  /** All files are known. */
  void onStart(HubListing listing, int files, long bytes);

  /** So many bytes of all files are there; may be less than before, when a file begins again. */
  void onBytes(long done);

  /** Something went wrong that is tried again. */
  void onRetry(String reason, long waitMillis);
}
