package dev.ember.converter.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.bundle.BundleText;
import dev.ember.converter.export.bundle.BundleWriter;
import dev.ember.converter.export.bundle.ConversionOptions;
import dev.ember.converter.export.bundle.ConvertedModel;
import dev.ember.converter.export.parity.MeasuringText;
import dev.ember.converter.export.parity.ParityCheck;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.parity.ParityTexts;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.training.checkpoint.Checkpoint;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Models that others made learn, teach, and become bundles that compute what they do. */
public final class ImportedModelsConformanceTest extends TuningWorld {
  private static final Path VECTORS = Path.of(System.getProperty("ember.vectors"));
  private static final Path HUGGING_FACE = VECTORS.resolve("hf/smollm2");
  private static final Path GGUF = VECTORS.resolve("stories260k/gguf/stories260K-F32.gguf");

  private static final String TEXT = "Once upon a time a kind dog told a small cat of the moon. ";
  private static final int CONTEXT = 64;
  private static final int DOCUMENTS = 40; // of which some are held out

  @Test
  public void sftAndDistil_huggingFaceFolder_leaveModelsThatPassTheParityCheck()
      throws IOException {
    assertLearnsAndTeaches(HUGGING_FACE);
  }

  @Test
  public void sftAndDistil_gguf_leaveModelsThatPassTheParityCheck() throws IOException {
    assertLearnsAndTeaches(GGUF);
  }

  private void assertLearnsAndTeaches(Path imported) throws IOException {
    Path chats = folder.resolve("chats.jsonl");
    Files.writeString(
        chats, "{\"user\":\"Tell me of the dog\",\"assistant\":\"It is kind.\"}\n".repeat(4));
    Path texts = folder.resolve("texts.jsonl");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      lines.add("{\"text\":\"Story " + i + ". " + TEXT.repeat(6) + "\"}");
    }
    Files.write(texts, lines);

    Path sft = folder.resolve("sft");
    Object[] tuning = {chats, "--from", imported, "--held-out", 0, "--length", CONTEXT};
    assertThat(stage("sft", sft, 3, tuning)).as(errors.toString()).isZero();
    assertLearned(imported, sft);
    assertParity(sft);

    Path student = folder.resolve("student");
    Object[] teaching = {
      "--teacher", imported, "--student", sft, "--text", texts, "--rows", 2, "--length", CONTEXT
    };
    assertThat(stage("distil", student, 3, teaching)).as(errors.toString()).isZero();
    assertLearned(sft, student);
    assertParity(student);
  }

  private static void assertLearned(Path before, Path after) throws IOException {
    try (Checkpoint was = Checkpoint.open(before);
        Checkpoint is = Checkpoint.open(after)) {
      assertThat(is.parameters().config()).isEqualTo(was.parameters().config());
      assertThat(is.tokenizer().encode(TEXT)).isEqualTo(was.tokenizer().encode(TEXT));
      assertThat(Arrays.equals(is.parameters().toArray(), was.parameters().toArray())).isFalse();
    }
  }

  /** As an export does it, but on the plain Java backend: training has no natives of a phone. */
  private void assertParity(Path model) throws IOException {
    Path bundle = folder.resolve("model.ember");
    try (ModelSource source = ModelSources.open(model)) {
      ConvertedModel converted =
          ConvertedModel.convert(
              source.weights(),
              ConversionOptions.simple(Quantization.INT8_PER_CHANNEL, CONTEXT),
              temporary.newFolder().toPath(),
              values -> {});
      ChatDefaults chat = source.chat().complete("model", source.weights().config().vocabulary());
      new BundleWriter(new BundleText("m", source.architecture(), chat, "", Map.of()), converted)
          .write(bundle, new Golden(new Golden.Tolerances(0, 0, 0), List.of()));
      try (Bundle written = Bundle.open(bundle);
          Backend backend = new ReferenceBackend(written)) {
        ParityTexts texts =
            ParityTexts.of(
                List.of(),
                new MeasuringText("a story", TEXT.repeat(20)),
                written.tokenizer(),
                CONTEXT,
                100);
        assertThat(
                new ParityCheck(source.weights(), backend, ParityLimits.INT8, 1, done -> {})
                    .run(texts)
                    .failures())
            .as(model.toString())
            .isEmpty();
      }
    }
  }
}
