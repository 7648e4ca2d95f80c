package dev.ember.inference.decode;

import dev.ember.inference.sample.Draw;
import java.util.ArrayList;
import java.util.List;

/** Writes down all that it hears. */
public final class RecordingListener implements GenerationListener {
  private final List<String> deltas = new ArrayList<>();
  private final List<String> prefills = new ArrayList<>();
  private final List<Integer> tokenCounts = new ArrayList<>();
  private final List<Draw> draws = new ArrayList<>();
  private final int wantedCandidates;

  public RecordingListener() {
    this(0);
  }

  public RecordingListener(int wantedCandidates) {
    this.wantedCandidates = wantedCandidates;
  }

  public List<String> deltas() {
    return deltas;
  }

  /** All deltas together. */
  public String text() {
    return String.join("", deltas);
  }

  /** {@code "done/total"} of each call. */
  public List<String> prefills() {
    return prefills;
  }

  public List<Integer> tokenCounts() {
    return tokenCounts;
  }

  public List<Draw> draws() {
    return draws;
  }

  @Override
  public void onPrefill(int done, int total) {
    prefills.add(done + "/" + total);
  }

  @Override
  public void onToken(int token, int generated) {
    tokenCounts.add(generated);
  }

  @Override
  public int wantedCandidates() {
    return wantedCandidates;
  }

  @Override
  public void onDraw(Draw draw) {
    draws.add(draw);
  }

  @Override
  public void onText(String delta) {
    deltas.add(delta);
  }
}
