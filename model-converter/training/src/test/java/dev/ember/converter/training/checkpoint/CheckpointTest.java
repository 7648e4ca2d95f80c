package dev.ember.converter.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.training.encode.ChatMarkup;
import dev.ember.converter.training.encode.SpecialTokens;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.Shapes;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.chat.Message;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.sample.SamplingOptions;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class CheckpointTest {
  private static final int[] TOKENS = {3, 1, 4, 1, 5, 9, 2, 6};

  /** Logits below 5 in float32, in another order of additions. */
  private static final float TOLERANCE = 5e-5f;

  private static final float SPREAD = 15;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void write_everyShape_isReadByTheImporterAndComputesTheSame() throws IOException {
    for (Map.Entry<String, DecoderConfig> shape : Shapes.all().entrySet()) {
      Path folder = temporary.newFolder().toPath();
      float[] trained;
      try (Checkpoint model = checkpoint(shape.getValue())) {
        trained = new Gpt(model.parameters(), Precision.FLOAT32).logits(TOKENS);
        model.write(folder);
      }
      try (ModelSource source = ModelSources.open(folder);
          ReferenceBackend reference = new ReferenceBackend(LoadedWeights.load(source.weights()))) {
        assertThat(lastLogits(reference))
            .as("inference computes %s as the trainer does", shape.getKey())
            .containsExactly(last(trained), offset(TOLERANCE));
      }
    }
  }

  @Test
  public void open_whatWasWritten_goesOnWithTheSameModel() throws IOException {
    for (Map.Entry<String, DecoderConfig> shape : Shapes.all().entrySet()) {
      Path folder = temporary.newFolder().toPath();
      try (Checkpoint model = checkpoint(shape.getValue())) {
        model.write(folder);
        try (Checkpoint again = Checkpoint.open(folder)) {
          assertThat(again.parameters().config())
              .as(shape.getKey())
              .isEqualTo(model.parameters().config());
          // 1/sqrt(D) goes into the query rows and comes out again: D is 4, so no bit is lost.
          assertThat(again.parameters().toArray()).isEqualTo(model.parameters().toArray());
          assertThat(again.chat().template()).isEqualTo(ChatMarkup.TEMPLATE);
          assertThat(again.chat().stopTokens()).containsAll(model.chat().stopTokens());
          assertThat(again.tokenizer().encode("so it is"))
              .isEqualTo(model.tokenizer().encode("so it is"));
        }
      }
    }
  }

  @Test
  public void encoder_modelWithoutAFirstToken_opensTextsAlikeOnceItIsWritten() throws IOException {
    Path folder = temporary.newFolder().toPath();
    try (Checkpoint model = checkpoint(Shapes.all().values().iterator().next())) {
      int[] before = model.encoder().plain("so it is").tokens();
      assertThat(before).startsWith(0).endsWith(0); // 0 is <|endoftext|>, 2 ends an answer
      model.write(folder);
      try (Checkpoint again = Checkpoint.open(folder)) {
        assertThat(again.encoder().plain("so it is").tokens()).isEqualTo(before);
        assertThat(again.chat().stopTokens().get(0)).isEqualTo(2);
        List<Message> chat = List.of(Message.user("so it is"), Message.assistant("it is"));
        assertThat(again.encoder().conversation(chat).tokens())
            .as("chats open as the template has it")
            .isEqualTo(model.encoder().conversation(chat).tokens())
            .startsWith(1);
      }
    }
  }

  private static Checkpoint checkpoint(DecoderConfig shape) throws IOException {
    SubwordTokenizer tokenizer =
        BpeTrainer.train(
            List.of("so it is"),
            259,
            List.of(
                SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));
    StringWriter json = new StringWriter();
    tokenizer.write(json);
    ChatDefaults chat =
        new ChatDefaults(
            json.toString(),
            ChatMarkup.TEMPLATE,
            "",
            SpecialTokens.END_OF_TURN,
            List.of(),
            List.of(2, 0),
            SamplingOptions.GREEDY);
    DecoderConfig config = shape.toBuilder().vocabulary(259).build();
    Parameters parameters = Parameters.random(config, 5);
    parameters.load(spread(parameters.toArray(), parameters.layout().decayed()));
    return new Checkpoint(parameters, chat);
  }

  /** Logits of order 1, so that attention matters; gains off 1 and biases off 0. */
  private static float[] spread(float[] weights, int matrices) {
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          i < matrices ? SPREAD * weights[i] : weights[i] + (float) random.nextGaussian() / 5;
    }
    return weights;
  }

  private static float[] lastLogits(ReferenceBackend backend) {
    float[] logits = new float[backend.config().vocabulary()];
    try (KvCache cache = backend.newCache()) {
      for (int token : TOKENS) {
        backend.decode(token, cache, logits);
      }
    }
    return logits;
  }

  private static float[] last(float[] logits) {
    int vocabulary = logits.length / TOKENS.length;
    return Arrays.copyOfRange(logits, logits.length - vocabulary, logits.length);
  }
}
