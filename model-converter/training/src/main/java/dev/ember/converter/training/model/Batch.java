package dev.ember.converter.training.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of packed documents: for each position its token, the token to predict there, and which
 * document of the row it belongs to. A position attends only within its own document.
 *
 * <p>Rotary positions count on through a row. That changes nothing: attention sees only the
 * distance between two positions. Learned positions start anew with each document.
 */
public final class Batch {
  /** The target of a position that is not scored: padding, or a user's words in tuning. */
  public static final int IGNORED = -1;

  private final int rows; // B
  private final int length; // T
  private final int[] tokens; // [B * T]
  private final int[] targets; // [B * T]
  private final int[] documents; // [B * T]
  private final int scored;

  public Batch(int rows, int length, int[] tokens, int[] targets, int[] documents) {
    int positions = rows * length;
    if (tokens.length != positions
        || targets.length != positions
        || documents.length != positions) {
      throw new IllegalArgumentException(
          String.format(
              "expected %d tokens, targets and documents but found %d, %d and %d",
              positions, tokens.length, targets.length, documents.length));
    }
    this.rows = rows;
    this.length = length;
    this.tokens = tokens;
    this.targets = targets;
    this.documents = documents;
    int count = 0;
    for (int target : targets) {
      if (target != IGNORED) {
        count++;
      }
    }
    this.scored = count;
  }

  /** B. */
  public int rows() {
    return rows;
  }

  /** T. */
  public int length() {
    return length;
  }

  /** Input tokens, {@code [B * T]}. */
  public int[] tokens() {
    return tokens;
  }

  /** The token after each position or {@link #IGNORED}, {@code [B * T]}. */
  public int[] targets() {
    return targets;
  }

  /** Numbers that are equal within a document and differ between neighbours, {@code [B * T]}. */
  public int[] documents() {
    return documents;
  }

  /** The place of each position in its document, counted from 0, {@code [B * T]}. */
  int[] positions() {
    int[] places = new int[documents.length];
    for (int i = 0; i < places.length; i++) {
      boolean begins = i % length == 0 || documents[i] != documents[i - 1];
      places[i] = begins ? 0 : places[i - 1] + 1;
    }
    return places;
  }

  /** Its rows as at most so many batches, as equal as can be. */
  public List<Batch> split(int most) {
    int parts = Math.min(most, rows);
    List<Batch> batches = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      batches.add(rows(part * rows / parts, (part + 1) * rows / parts));
    }
    return batches;
  }

  private Batch rows(int from, int to) {
    return new Batch(
        to - from, length, cut(tokens, from, to), cut(targets, from, to), cut(documents, from, to));
  }

  private int[] cut(int[] values, int fromRow, int toRow) {
    return Arrays.copyOfRange(values, fromRow * length, toRow * length);
  }

  /** How many targets are not ignored. */
  public int scored() {
    return scored;
  }

  /** The positions whose targets are scored, {@code [scored]}. */
  int[] scoredPositions() {
    int[] positions = new int[scored];
    int next = 0;
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] != IGNORED) {
        positions[next++] = i;
      }
    }
    return positions;
  }
}
