package dev.ember.converter.training.sft;

import dev.ember.converter.training.loop.StepSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which chats lie in which row. Each epoch has every chat once, in an order of its own; a chat goes
 * whole into the fullest open row that has room, and is never cut but where it is longer than a
 * row.
 *
 * <p>A row's number says its chats, whatever was asked before; epochs are planned in turn.
 */
final class RowPlan {
  /** Rows that wait for a chat that fits; more of them fill better and mix less. */
  private static final int OPEN_ROWS = 32;

  private final int[] positions; // of each chat
  private final int length;
  private final long seed;
  private final List<Long> epochStarts = new ArrayList<>(); // first row of each epoch
  private List<List<Integer>> rows = List.of(); // of the epoch at hand
  private int epoch = -1;

  /**
   * @param positions of each chat
   * @param length of a row
   */
  RowPlan(int[] positions, int length, long seed) {
    this.positions = positions.clone();
    this.length = length;
    this.seed = seed;
    if (positions.length == 0) {
      throw new IllegalArgumentException("expected at least one chat to learn from");
    }
    epochStarts.add(0L);
  }

  /** How many rows the first epoch has. */
  int rowsOfFirstEpoch() {
    plan(0);
    return rows.size();
  }

  /** The chats of a row, in their order. */
  List<Integer> row(long number) {
    int wanted = 0;
    while (wanted < epochStarts.size() - 1 && epochStarts.get(wanted + 1) <= number) {
      wanted++;
    }
    plan(wanted);
    while (number >= epochStarts.get(epoch) + rows.size()) {
      plan(epoch + 1);
    }
    return rows.get((int) (number - epochStarts.get(epoch)));
  }

  private void plan(int wanted) {
    if (epoch == wanted) {
      return;
    }
    if (epochStarts.size() == wanted) {
      epochStarts.add(epochStarts.get(wanted - 1) + rows.size());
    }
    epoch = wanted;
    rows = pack(shuffled(StepSeed.random(seed, "chats", wanted)));
  }

  private List<List<Integer>> pack(int[] order) {
    List<List<Integer>> closed = new ArrayList<>();
    List<List<Integer>> open = new ArrayList<>();
    List<Integer> used = new ArrayList<>(); // positions of each open row
    for (int chat : order) {
      int size = Math.min(positions[chat], length);
      int row = fullestWithRoom(used, size);
      if (row < 0) {
        if (open.size() == OPEN_ROWS) {
          int fullest = fullestWithRoom(used, 0);
          closed.add(open.remove(fullest));
          used.remove(fullest);
        }
        row = open.size();
        open.add(new ArrayList<>());
        used.add(0);
      }
      open.get(row).add(chat);
      used.set(row, used.get(row) + size);
    }
    closed.addAll(open);
    return closed;
  }

  /** The row, or -1 if none has room. */
  private int fullestWithRoom(List<Integer> used, int size) {
    int best = -1;
    for (int row = 0; row < used.size(); row++) {
      if (used.get(row) + size <= length && (best < 0 || used.get(row) > used.get(best))) {
        best = row;
      }
    }
    return best;
  }

  /** Fisher and Yates. */
  private int[] shuffled(SplittableRandom random) {
    int[] order = new int[positions.length];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
