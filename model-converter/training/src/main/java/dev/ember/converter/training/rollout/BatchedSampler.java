package dev.ember.converter.training.rollout;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.KeyValueCache;
import dev.ember.inference.sample.Sampler;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.sample.TokenWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Writes answers to many prompts at once: one forward pass for each token of all of them. Every
 * answer has a sampler of its own, so an answer hangs on its prompt and its seed, not on its
 * neighbours (but for rounding).
 *
 * <p>Simplified: a finished answer keeps its row until all are finished.
 */
public final class BatchedSampler {
  private final Gpt gpt;
  private final SamplingOptions options;
  private final Set<Integer> stops;
  private final int mostTokens;

  /**
   * @param options how to sample; their seed is not used
   * @param stops tokens that end an answer
   * @param mostTokens of an answer, the one that ends it included
   */
  public BatchedSampler(Gpt gpt, SamplingOptions options, Set<Integer> stops, int mostTokens) {
    if (mostTokens < 1 || mostTokens >= gpt.config().context()) {
      throw new IllegalArgumentException(
          "expected answers of at least 1 token and fewer than the context of "
              + gpt.config().context()
              + " but found "
              + mostTokens);
    }
    this.gpt = gpt;
    this.options = options;
    this.stops = Set.copyOf(stops);
    this.mostTokens = mostTokens;
  }

  /** The most tokens of a prompt. */
  public int longestPrompt() {
    return gpt.config().context() - mostTokens;
  }

  /**
   * One answer to each prompt, in their order.
   *
   * @param prompts tokens of each, at least one and at most {@link #longestPrompt}
   * @param seeds one for each prompt
   */
  public List<SampledAnswer> sample(List<int[]> prompts, long[] seeds) {
    Rows rows = new Rows(prompts, seeds);
    try (PointerScope all = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      Map<String, Tensor> views = gpt.views();
      KeyValueCache cache = new KeyValueCache(gpt, rows.width + mostTokens, rows.padding);
      int[] next = rows.promptTokens(); // [B * T]
      while (true) {
        rows.take(lastLogits(views, cache, next));
        if (rows.allFinished()) {
          return rows.answers();
        }
        next = rows.lastTokens(); // [B]
      }
    }
  }

  /** The logits after the newest position of each row, {@code [B * V]}. */
  private float[] lastLogits(Map<String, Tensor> views, KeyValueCache cache, int[] tokens) {
    try (PointerScope step = new PointerScope()) {
      int rows = cache.rows(); // B
      int length = tokens.length / rows; // T
      Tensor hidden = gpt.hidden(views, cache, tokens); // [B*T, E]
      Tensor last = hidden.view(rows, length, -1).select(1, length - 1L); // [B, E]
      Tensor logits = gpt.unembed(views, last).to(ScalarType.Float).contiguous(); // [B, V]
      float[] values = new float[rows * gpt.config().vocabulary()];
      new FloatPointer(logits.data_ptr()).get(values);
      return values;
    }
  }

  /** The answers as they grow. */
  private final class Rows {
    private final List<int[]> prompts;
    private final int width; // of the longest prompt
    private final int[] padding; // [B]
    private final int[][] written; // [B][mostTokens]
    private final int[] counts; // [B]
    private final boolean[] stopped; // [B]
    private final List<Sampler> samplers = new ArrayList<>();
    private final List<TokenWindow> windows = new ArrayList<>();

    private Rows(List<int[]> prompts, long[] seeds) {
      if (prompts.isEmpty() || prompts.size() != seeds.length) {
        throw new IllegalArgumentException(
            "expected a seed for each prompt but found " + seeds.length + " for " + prompts.size());
      }
      this.prompts = prompts;
      this.width = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
      if (width > longestPrompt()) {
        throw new IllegalArgumentException(
            "expected prompts of at most " + longestPrompt() + " tokens but found " + width);
      }
      this.padding = prompts.stream().mapToInt(prompt -> width - prompt.length).toArray();
      this.written = new int[prompts.size()][mostTokens];
      this.counts = new int[prompts.size()];
      this.stopped = new boolean[prompts.size()];
      for (int row = 0; row < prompts.size(); row++) {
        samplers.add(Sampler.of(options.withSeed(seeds[row])));
        windows.add(window(prompts.get(row)));
      }
    }

    private TokenWindow window(int[] prompt) {
      TokenWindow window = new TokenWindow(options.repetitionWindow());
      for (int token : prompt) {
        window.add(token);
      }
      return window;
    }

    /** Padded in front, {@code [B * width]}. */
    private int[] promptTokens() {
      int[] tokens = new int[prompts.size() * width];
      for (int row = 0; row < prompts.size(); row++) {
        int[] prompt = prompts.get(row);
        System.arraycopy(prompt, 0, tokens, row * width + padding[row], prompt.length);
      }
      return tokens;
    }

    /** Samples a token for each row that is not finished. */
    private void take(float[] logits) {
      int vocabulary = gpt.config().vocabulary();
      for (int row = 0; row < counts.length; row++) {
        if (isFinished(row)) {
          continue;
        }
        float[] own = Arrays.copyOfRange(logits, row * vocabulary, (row + 1) * vocabulary);
        int token = samplers.get(row).sample(own, windows.get(row));
        windows.get(row).add(token);
        written[row][counts[row]++] = token;
        stopped[row] = stops.contains(token);
      }
    }

    private boolean isFinished(int row) {
      return stopped[row] || counts[row] == mostTokens;
    }

    private boolean allFinished() {
      for (int row = 0; row < counts.length; row++) {
        if (!isFinished(row)) {
          return false;
        }
      }
      return true;
    }

    private int[] lastTokens() {
      int[] tokens = new int[counts.length];
      for (int row = 0; row < tokens.length; row++) {
        tokens[row] = written[row][counts[row] - 1];
      }
      return tokens;
    }

    private List<SampledAnswer> answers() {
      List<SampledAnswer> answers = new ArrayList<>();
      for (int row = 0; row < counts.length; row++) {
        int[] prompt = prompts.get(row);
        int[] tokens = Arrays.copyOf(prompt, prompt.length + counts[row]);
        System.arraycopy(written[row], 0, tokens, prompt.length, counts[row]);
        answers.add(new SampledAnswer(new AnsweredPrompt(tokens, prompt.length), stopped[row]));
      }
      return answers;
    }
  }
}
