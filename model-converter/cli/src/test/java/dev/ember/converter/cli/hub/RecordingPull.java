package dev.ember.converter.cli.hub;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a pull tells, and how long it would have waited. */
final class RecordingPull implements PullListener, Pause {
  final List<String> retries = new ArrayList<>();
  final List<Long> waits = new ArrayList<>();
  long total;
  long done;

  @Override
  public void onStart(HubListing listing, int files, long bytes) {
    total = bytes;
  }

  @Override
  public void onBytes(long bytes) {
    done = bytes;
  }

  @Override
  public void onRetry(String reason, long waitMillis) {
    retries.add(reason);
  }

  @Override
  public void millis(long millis) {
    waits.add(millis);
  }
}
