package dev.ember.converter.training.checkpoint;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.source.SourceChat;
import dev.ember.converter.export.source.SourceFormat;
import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.ConversationEncoder;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.ComputeDevice;
import dev.ember.converter.training.model.Deepening;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.SinusoidalTable;
import dev.ember.inference.chat.ChatTemplate;
import dev.ember.inference.checkpoint.SafetensorsType;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model with its voice: weights to go on learning, tokenizer, template. It is opened from any
 * source that Ember imports (a run's folder, a Hugging Face folder, a GGUF) and written as a folder
 * that all of them are.
 *
 * <pre>
 * try (Checkpoint start = Checkpoint.open(path)) {
 *   Gpt gpt = new Gpt(start.parameters(), Precision.FLOAT32);
 *   ...
 *   start.write(folder);
 * }
 * </pre>
 */
public final class Checkpoint implements AutoCloseable {
  private static final String WEIGHTS = ".safetensors";

  private final Parameters parameters;
  private final ChatDefaults chat;
  private final SubwordTokenizer tokenizer;

  /** Takes the weights over and closes them. */
  public Checkpoint(Parameters parameters, ChatDefaults chat) throws IOException {
    this.parameters = parameters;
    this.chat = chat;
    this.tokenizer = SubwordTokenizer.read(new StringReader(chat.tokenizer()), "tokenizer.json");
  }

  /**
   * Opens a model.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if it is none that
   *     Ember computes
   */
  public static Checkpoint open(Path path) throws IOException {
    try (ModelSource source = ModelSources.open(path)) {
      Parameters parameters = CanonicalWeights.read(source.weights());
      try {
        SinusoidalTable.freezeIfWaves(parameters);
        SourceChat chat = withTemplate(source.chat());
        return new Checkpoint(
            parameters, chat.complete(path.toString(), parameters.config().vocabulary()));
      } catch (IOException | RuntimeException failed) {
        parameters.close();
        throw failed;
      }
    }
  }

  /**
   * Opens a model that is to be judged and learns no more: a bundle too, with its weights as they
   * were rounded.
   */
  public static Checkpoint openToJudge(Path path) throws IOException {
    return SourceFormat.of(path) == SourceFormat.EMBER_BUNDLE
        ? BundledModel.open(path)
        : open(path);
  }

  /**
   * Reads the design of a model without its weights.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if it is none that
   *     Ember computes
   */
  public static DecoderConfig design(Path path) throws IOException {
    try (ModelSource source = ModelSources.open(path)) {
      return source.weights().config();
    }
  }

  /**
   * Whether a model written into a folder would take the place of the one at a path: of that folder
   * itself, or of weights in it.
   */
  public static boolean wouldReplace(Path folder, Path model) throws IOException {
    boolean weights = model.toString().endsWith(WEIGHTS);
    Path place = Files.isDirectory(model) || !weights ? model : model.toAbsolutePath().getParent();
    return place != null
        && Files.isDirectory(place)
        && Files.isDirectory(folder)
        && Files.isSameFile(place, folder);
  }

  /** A base model has no template: it gets Ember's, or the plain one where tokens are missing. */
  private static SourceChat withTemplate(SourceChat chat) {
    if (chat.template() != null || chat.tokenizer() == null) {
      return chat;
    }
    boolean chatMl = chat.tokenizer().contains(SpecialTokens.START_OF_TURN);
    return chat.withTemplate(chatMl ? ChatMarkup.TEMPLATE : ChatMarkup.PLAIN);
  }

  /**
   * The same in the memory of a device; this one is used no more.
   *
   * @param number of the device among several of its kind
   */
  public Checkpoint on(ComputeDevice device, int number) throws IOException {
    if (device == ComputeDevice.CPU) {
      return this;
    }
    try (this) {
      return new Checkpoint(parameters.on(device, number), chat);
    }
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Tokenizer's text, template, special tokens, sampling. */
  public ChatDefaults chat() {
    return chat;
  }

  public SubwordTokenizer tokenizer() {
    return tokenizer;
  }

  public ChatTemplate template() {
    return new ChatTemplate(chat.template(), chat.bosToken(), chat.eosToken());
  }

  /** Texts and chats to tokens, as this model reads them. */
  public ConversationEncoder encoder() {
    return new ConversationEncoder(tokenizer, template(), startOfText(), endOfText());
  }

  /** The same before a model was written and after it was opened again. */
  private int startOfText() {
    return chat.firstTokens().isEmpty() ? endOfText() : chat.firstTokens().get(0);
  }

  private int endOfText() {
    return tokenizer.idOf(SpecialTokens.END_OF_TEXT).orElse(chat.stopTokens().get(0));
  }

  /** Writes the folder. */
  public void write(Path folder) throws IOException {
    write(folder, parameters);
  }

  /** Writes the folder with other weights of the same decoder. */
  public void write(Path folder, Parameters weights) throws IOException {
    write(folder, weights, SafetensorsType.F32);
  }

  /** Writes the folder with each weight as the nearest bfloat16: half the size. */
  void writeHalf(Path folder) throws IOException {
    write(folder, parameters, SafetensorsType.BF16);
  }

  /** The same with twice the layers ({@link Deepening}). */
  void writeDeeperHalf(Path folder) throws IOException {
    try (Parameters deep = Deepening.twice(parameters)) {
      write(folder, deep, SafetensorsType.BF16);
    }
  }

  private void write(Path folder, Parameters weights, SafetensorsType type) throws IOException {
    HuggingFaceFolder model = new HuggingFaceFolder(folder);
    model.writeWeights(weights, type);
    model.writeConfig(weights.config(), startOfText(), chat.stopTokens().get(0), type);
    new ChatFolder(model).write(chat, weights.config().context());
  }

  @Override
  public void close() {
    parameters.close();
  }
}
