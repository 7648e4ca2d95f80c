package dev.ember.converter.training.reward;

import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.converter.training.encode.AnswerEncoder;
import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.inference.checkpoint.SafetensorsFile;
import dev.ember.inference.checkpoint.SafetensorsWriter;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reward model on disk: {@code trunk/} is a checkpoint like all others, {@code
 * reward.safetensors} the row beside it. The folder itself is no model that could chat, so it
 * cannot be exported: there are no next tokens whose parity with anything could be checked.
 */
public final class RewardCheckpoint implements AutoCloseable {
  private static final String TRUNK = "trunk";
  private static final String HEAD_FILE = "reward.safetensors";
  private static final String ZERO = "zero"; // metadata of that file

  private final Checkpoint trunk;
  private final Parameters parameters;
  private final @Nullable Double zero; // null of a model of before it was kept

  private RewardCheckpoint(Checkpoint trunk, Parameters parameters, @Nullable Double zero) {
    this.trunk = trunk;
    this.parameters = parameters;
    this.zero = zero;
  }

  /** Where the weights of a reward model lie. */
  public static List<Path> filesOf(Path folder) {
    return List.of(folder.resolve(HEAD_FILE), folder.resolve(TRUNK));
  }

  /**
   * Opens a reward model.
   *
   * @throws IOException if the folder holds none
   */
  public static RewardCheckpoint open(Path folder) throws IOException {
    Path head = folder.resolve(HEAD_FILE);
    if (!Files.exists(head)) {
      throw new IOException(folder + ": expected a reward model, which has " + HEAD_FILE);
    }
    // All that may be wrong with the row, before there are weights that somebody had to free.
    Head read = Head.of(head);
    read.requireWidth(Checkpoint.design(folder.resolve(TRUNK)).hidden(), head);
    Checkpoint trunk = Checkpoint.open(folder.resolve(TRUNK));
    Parameters parameters = RewardModel.begin(trunk.parameters());
    float[] values = parameters.toArray();
    int offset = parameters.layout().slot(RewardModel.HEAD).offset();
    System.arraycopy(read.row, 0, values, offset, read.row.length);
    parameters.load(values);
    return new RewardCheckpoint(trunk, parameters, read.zero);
  }

  /** What {@code reward.safetensors} holds. */
  private static final class Head {
    private final float[] row; // [E]
    private final @Nullable Double zero;

    private Head(float[] row, @Nullable Double zero) {
      this.row = row;
      this.zero = zero;
    }

    private static Head of(Path path) throws IOException {
      try (SafetensorsFile file = SafetensorsFile.open(path)) {
        String stored = file.metadata().get(ZERO);
        return new Head(
            file.floats(RewardModel.HEAD), stored == null ? null : Double.valueOf(stored));
      } catch (NumberFormatException e) {
        throw new IOException(path + ": " + e.getMessage(), e);
      }
    }

    private void requireWidth(int width, Path path) throws IOException {
      if (row.length != width) {
        throw new IOException(path + ": expected a row of " + width + " but found " + row.length);
      }
    }
  }

  /**
   * Writes a reward model.
   *
   * @param origin the model that it began as, whose tokenizer and template it keeps
   * @param zero what an average answer scores
   */
  static void write(Path folder, Checkpoint origin, Parameters parameters, double zero)
      throws IOException {
    Files.createDirectories(folder.resolve(TRUNK));
    origin.write(folder.resolve(TRUNK), parameters);
    ParameterLayout.Slot slot = parameters.layout().slot(RewardModel.HEAD);
    new SafetensorsWriter()
        .metadata(ZERO, Double.toString(zero))
        .tensor(
            RewardModel.HEAD,
            List.of(1L, (long) slot.size()),
            () ->
                Arrays.copyOfRange(
                    parameters.toArray(), slot.offset(), slot.offset() + slot.size()))
        .write(folder.resolve(HEAD_FILE));
  }

  /** The decoder with {@link RewardModel#HEAD} beside it. */
  public Parameters parameters() {
    return parameters;
  }

  /** The model, of whose scores 0 is that of an average answer. */
  public RewardModel model(Precision precision) {
    return new RewardModel(parameters, precision, zero());
  }

  /** What an average answer scores before it is taken away; 0 where nobody has measured it. */
  public double zero() {
    return zero == null ? 0 : zero;
  }

  /** Whether it was measured what an average answer scores. */
  public boolean isCentred() {
    return zero != null;
  }

  /** Chats and answers as this model reads them. */
  public AnswerEncoder encoder() {
    return new AnswerEncoder(trunk.template(), trunk.tokenizer());
  }

  /** The longest chat with its answer, in tokens. */
  public int context() {
    return parameters.config().context();
  }

  /**
   * Checks that it reads the tokens of another model.
   *
   * @throws IOException if the two have different tokenizers
   */
  public void requireTokenizerOf(Checkpoint other) throws IOException {
    if (!trunk.chat().tokenizer().equals(other.chat().tokenizer())) {
      throw new IOException(
          "expected a reward model with the tokenizer of the model that it judges but found"
              + " another");
    }
  }

  /**
   * Checks that it is a decoder like another model: PPO's value model begins as it and computes as
   * the policy does.
   *
   * @throws IOException naming the first part of the design that differs
   */
  public void requireDesignOf(Checkpoint other) throws IOException {
    Map<String, Object> own = design(parameters.config());
    for (Map.Entry<String, Object> part : design(other.parameters().config()).entrySet()) {
      Object found = own.get(part.getKey());
      if (!part.getValue().equals(found)) {
        throw new IOException(
            String.format(
                "expected a reward model of the same design as the model that it judges, %s %s, but"
                    + " found %s",
                part.getKey(), part.getValue(), found));
      }
    }
  }

  private static Map<String, Object> design(DecoderConfig config) {
    Map<String, Object> design = new LinkedHashMap<>();
    design.put("vocabulary", config.vocabulary());
    design.put("context", config.context());
    design.put("width", config.hidden());
    design.put("layers", config.layers());
    design.put("heads", config.heads());
    design.put("kv-heads", config.kvHeads());
    design.put("size of heads", config.headSize());
    design.put("feed-forward", config.feedForward());
    design.put("norms", config.norms());
    design.put("biases", config.biases());
    design.put("activation", config.feedForwardKind());
    design.put("embeddings", config.embeddings());
    design.put("attention", config.attention());
    return design;
  }

  @Override
  public void close() {
    parameters.close();
    trunk.close();
  }
}
