package dev.ember.inference.decode;

import dev.ember.inference.sample.Candidate;
import java.util.ArrayList;
import java.util.List;

/** Writes down all that it hears. */
public final class RecordingListener implements GenerationListener {
  private final List<String> deltas = new ArrayList<>();
  private final List<String> prefills = new ArrayList<>();
  private final List<Integer> tokenCounts = new ArrayList<>();
  private final List<List<Candidate>> candidates = new ArrayList<>();
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

  public List<List<Candidate>> candidates() {
    return candidates;
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
  public void onCandidates(List<Candidate> stepCandidates) {
    candidates.add(stepCandidates);
  }

  @Override
  public void onText(String delta) {
    deltas.add(delta);
  }
}
