package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.Yarn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.Test;

/** The keys and values that published models have, stray ones included. */
public final class HubConfigTest {
  private static final double EXACT = 1e-12;

  @Test
  public void llama2_withoutTheta_hasTheOneOfItsTime() throws IOException {
    DecoderConfig config = read("llama-2-7b-chat");
    assertThat(config.attention().rotary(0)).isEqualTo(Rotary.plain(128, 10_000));
    assertThat(config.kvHeads()).isEqualTo(32);
    assertThat(config.tiedEmbeddings()).isFalse();
  }

  @Test
  public void llama32_hasScaledRotaryPositions() throws IOException {
    DecoderConfig config = read("llama-3.2-1b-instruct");
    Rotary rotary = config.attention().rotary(15);
    assertThat(rotary.theta()).isEqualTo(500_000);
    assertThat(rotary.factors()).startsWith(1.0, 1.0).endsWith(32.0, 32.0).hasSize(32);
    assertThat(config.tiedEmbeddings()).isTrue();
  }

  @Test
  public void smallLlamas_arePlain() throws IOException {
    DecoderConfig tiny = read("tinyllama-1.1b-chat");
    assertThat(tiny.headSize()).isEqualTo(64);
    assertThat(tiny.kvHeads()).isEqualTo(4);
    DecoderConfig smol = read("smollm2-135m-instruct");
    assertThat(smol.attention().rotary(0)).isEqualTo(Rotary.plain(64, 100_000));
    assertThat(smol.biases()).isEqualTo(Biases.NONE);
  }

  @Test
  public void mistral_hasAWindowOnlyWhereOneIsSet() throws IOException {
    DecoderConfig first = read("mistral-7b-instruct-v0.1");
    assertThat(first.attention().kind(0).window()).isEqualTo(4096);
    assertThat(first.attention().kind(31).window()).isEqualTo(4096);
    DecoderConfig third = read("mistral-7b-instruct-v0.3");
    assertThat(third.attention().kind(31).window()).isEqualTo(AttentionKind.FULL);
  }

  @Test
  public void qwen25_hasBiasesAndNoWindow() throws IOException {
    DecoderConfig config = read("qwen2.5-0.5b-instruct");
    assertThat(config.biases()).isEqualTo(new Biases(true, false, false));
    assertThat(config.attention().kind(23).window()).isEqualTo(AttentionKind.FULL);
    assertThat(config.tiedEmbeddings()).isTrue();
  }

  @Test
  public void qwen3_normsItsHeads() throws IOException {
    DecoderConfig config = read("qwen3-0.6b");
    assertThat(config.norms().heads()).isTrue();
    assertThat(config.norms().post()).isFalse();
    assertThat(config.attentionSize()).isEqualTo(2048);
    assertThat(config.biases()).isEqualTo(Biases.NONE);
  }

  /** Qwen's model cards give this object for texts of more than 32,768 tokens. */
  @Test
  public void qwen_withTheYarnOfItsCard_isStretched() throws IOException {
    for (String name : new String[] {"qwen2.5-0.5b-instruct", "qwen3-0.6b"}) {
      JsonObject config =
          JsonParser.parseString(resource("hub/" + name + ".json")).getAsJsonObject();
      config.add(
          "rope_scaling",
          JsonParser.parseString(
              "{\"rope_type\": \"yarn\", \"factor\": 4.0,"
                  + " \"original_max_position_embeddings\": 32768}"));
      DecoderConfig decoder = Families.read(ConfigFile.parse(config.toString())).config();
      Rotary plain = Rotary.plain(decoder.headSize(), 1_000_000);
      Yarn yarn = Yarn.usual(4, 32_768);
      assertThat(decoder.attention().rotary(decoder.layers() - 1))
          .as(name)
          .isEqualTo(yarn.stretch(plain, yarn.usualAttention()));
    }
  }

  @Test
  public void gemma3_bothSizes_seeEverythingInEverySixthLayer() throws IOException {
    for (String name : new String[] {"gemma-3-1b-it", "gemma-3-270m-it"}) {
      DecoderConfig config = read(name);
      assertThat(config.tiedEmbeddings()).as(name).isTrue();
      assertThat(config.norms().heads() && config.norms().post()).as(name).isTrue();
      assertThat(config.embeddings().scale()).isEqualTo((float) Math.sqrt(config.hidden()));
      for (int i = 0; i < config.layers(); i++) {
        boolean full = i % 6 == 5;
        int window = config.attention().kind(i).window();
        assertThat(window).as("layer %d", i).isEqualTo(full ? AttentionKind.FULL : 512);
        assertThat(config.attention().rotary(i).theta()).isEqualTo(full ? 1_000_000 : 10_000);
      }
    }
  }

  @Test
  public void phi3_hasAWindowOfOddLength() throws IOException {
    DecoderConfig config = read("phi-3-mini-4k-instruct");
    assertThat(config.attention().kind(31).window()).isEqualTo(2047);
    assertThat(config.attention().rotary(0)).isEqualTo(Rotary.plain(96, 10_000));
  }

  @Test
  public void phi35_hasLongRope() throws IOException {
    Rotary rotary = read("phi-3.5-mini-instruct").attention().rotary(0);
    assertThat(rotary.longFrom()).isEqualTo(4096);
    assertThat(rotary.factors()).startsWith(1.0).endsWith(1.5).hasSize(48);
    assertThat(rotary.longFactors()).startsWith(1.0, 2.0).endsWith(48.0);
    double expected = Math.sqrt(1 + Math.log(32) / Math.log(4096));
    assertThat(rotary.attentionFactor()).isCloseTo(expected, within(EXACT));
  }

  @Test
  public void phi4_turnsThreeQuartersOfAHead() throws IOException {
    DecoderConfig config = read("phi-4-mini-instruct");
    assertThat(config.attention().rotary(0).dimensions()).isEqualTo(96);
    assertThat(config.headSize()).isEqualTo(128);
    assertThat(config.tiedEmbeddings()).isTrue();
  }

  @Test
  public void gpt2_isTiedAndFourTimesWider() throws IOException {
    DecoderConfig config = read("gpt2");
    assertThat(config.feedForward()).isEqualTo(3072);
    assertThat(config.tiedEmbeddings()).isTrue();
    assertThat(config.embeddings().learnedPositions()).isTrue();
    assertThat(config.biases()).isEqualTo(Biases.ALL);
    assertThat(config.attention().rotary(0).turns()).isFalse();
    assertThat(read("distilgpt2").layers()).isEqualTo(6);
  }

  static DecoderConfig read(String name) throws IOException {
    return Families.read(ConfigFile.parse(resource("hub/" + name + ".json"))).config();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HubConfigTest.class.getResourceAsStream(name), name)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      in.transferTo(out);
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
