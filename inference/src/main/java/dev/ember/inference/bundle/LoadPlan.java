package dev.ember.inference.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;

/**
 * How much of a bundle is loaded: all of it, or what fits the memory that is free. First the
 * context shrinks, to the next smaller one that the graph has signatures for; when the smallest
 * does not fit either, its prompts are read token by token, by the one signature that cannot be
 * done without.
 *
 * @param context positions, at most the bundle's own
 * @param opened of each context up to that one
 * @param neededBytes by the {@link MemorySum}
 */
public record LoadPlan(int context, MemorySum.Opened opened, long neededBytes) {
  private static final double BYTES_PER_MB = 1e6;

  /** Everything, as the bundle's maker meant it. */
  public static LoadPlan whole(Manifest manifest) {
    NavigableSet<Integer> contexts = manifest.contexts();
    long bytes =
        contexts.isEmpty()
            ? manifest.memoryBytes()
            : MemorySum.of(manifest).bytes(new ArrayList<>(contexts), MemorySum.Opened.ALL);
    return new LoadPlan(manifest.config().context(), MemorySum.Opened.ALL, bytes);
  }

  /**
   * The most that fits, or the least that there is: whoever cannot go without compares {@link
   * #neededBytes} with what is free.
   *
   * @param freeBytes that the system could give now, before anything is taken
   */
  public static LoadPlan fitting(Manifest manifest, long freeBytes) {
    LoadPlan whole = whole(manifest);
    if (whole.neededBytes <= freeBytes || manifest.signatures().isEmpty()) {
      return whole;
    }
    List<LoadPlan> smaller = smaller(manifest);
    for (LoadPlan plan : smaller) {
      if (plan.neededBytes <= freeBytes) {
        return plan;
      }
    }
    return smaller.get(smaller.size() - 1);
  }

  /** Those below the whole, by what they leave out. */
  private static List<LoadPlan> smaller(Manifest manifest) {
    NavigableSet<Integer> contexts = manifest.contexts();
    MemorySum sum = MemorySum.of(manifest);
    List<LoadPlan> plans = new ArrayList<>();
    for (int context : contexts.headSet(manifest.config().context(), false).descendingSet()) {
      List<Integer> open = new ArrayList<>(contexts.headSet(context, true));
      plans.add(new LoadPlan(context, MemorySum.Opened.ALL, sum.bytes(open, MemorySum.Opened.ALL)));
    }
    int least = contexts.first();
    long bytes = sum.bytes(List.of(least), MemorySum.Opened.DECODE);
    plans.add(new LoadPlan(least, MemorySum.Opened.DECODE, bytes));
    return plans;
  }

  public boolean isWhole(Manifest manifest) {
    return context == manifest.config().context() && opened == MemorySum.Opened.ALL;
  }

  /** One sentence for people about what is left out of a bundle, and why. */
  public String sentence(Manifest manifest) {
    String words =
        String.format(
            Locale.ROOT,
            "There is not enough free memory for all of %s (%.0f MB): it sees %d of %d tokens",
            manifest.name(),
            whole(manifest).neededBytes / BYTES_PER_MB,
            context,
            manifest.config().context());
    return opened == MemorySum.Opened.ALL
        ? words + "."
        : words + " and reads prompts one token at a time.";
  }
}
