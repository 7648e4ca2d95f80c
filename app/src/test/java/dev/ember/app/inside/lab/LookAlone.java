package dev.ember.app.inside.lab;

import java.util.ArrayList;
import java.util.List;

/** Runs looks without a {@link Lab}, and keeps what one tells of its progress. */
public final class LookAlone {
  private final List<LabProgress.Step> heard = new ArrayList<>();
  private int stepsLeft;
  private final LabProgress progress =
      new LabProgress(new ChatFirst(), System::nanoTime, this::hear);

  /** To the end. */
  public LookAlone() {
    this(Integer.MAX_VALUE);
  }

  /** Until so many steps are done; then nobody wants the look any more. */
  public LookAlone(int steps) {
    stepsLeft = steps;
  }

  private void hear(LabProgress.Step step) {
    heard.add(step);
    stepsLeft--;
    if (stepsLeft == 0) {
      progress.cancel();
    }
  }

  public LabProgress progress() {
    return progress;
  }

  /** How many steps were told. */
  public int steps() {
    return heard.size();
  }

  /** How many of a step's kind the last one said that there are. */
  public int total() {
    return heard.get(heard.size() - 1).total();
  }
}
