package dev.ember.converter.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.Yarn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the metadata says of the mathematics; the conformance suite proves it with numbers. */
public final class GgufFamiliesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void llama_withWhatEveryFileHas_isTheUsualForm() throws IOException {
    DecoderConfig config = config(GgufBuilder.tinyLlama());
    assertThat(config)
        .isEqualTo(
            DecoderConfig.llama(12, 32)
                .hidden(8)
                .layers(1)
                .heads(2, 1)
                .feedForward(16)
                .normEpsilon(1e-5f)
                .tied(true)
                .build());
  }

  @Test
  public void rope_inEachForm_isRead() throws IOException {
    assertThat(rotary(GgufBuilder.tinyLlama().float32("llama.rope.freq_base", 5e5f)))
        .isEqualTo(Rotary.plain(4, 5e5));
    assertThat(rotary(GgufBuilder.tinyLlama().uint32("llama.rope.dimension_count", 2)))
        .isEqualTo(Rotary.plain(2, 1e4));
    assertThat(
            rotary(
                GgufBuilder.tinyLlama()
                    .string("llama.rope.scaling.type", "linear")
                    .float32("llama.rope.scaling.factor", 4)))
        .isEqualTo(Rotary.linear(4, 1e4, 4));
    assertThat(rotary(GgufBuilder.tinyLlama().float32("llama.rope.scale_linear", 2)))
        .isEqualTo(Rotary.linear(4, 1e4, 2));
    assertThat(
            rotary(
                GgufBuilder.tinyLlama()
                    .string("llama.rope.scaling.type", "none")
                    .float32("llama.rope.scaling.factor", 4)))
        .isEqualTo(Rotary.plain(4, 1e4));
    assertThat(rotary(GgufBuilder.tinyLlama().floats("rope_freqs.weight", new float[] {1, 8}, 2)))
        .isEqualTo(Rotary.plain(4, 1e4).withFactors(List.of(1.0, 8.0)));
  }

  @Test
  public void rope_yarn_hasThePapersConstantsUnlessTheFileSaysOthers() throws IOException {
    Rotary plain = Rotary.plain(4, 1e4);
    Yarn usual = Yarn.usual(4, 8);
    GgufBuilder file = yarn().uint32("llama.rope.scaling.original_context_length", 8);
    assertThat(rotary(file)).isEqualTo(usual.stretch(plain, usual.usualAttention()));
    Yarn whole = Yarn.usual(4, 32); // of the file's context
    assertThat(rotary(yarn())).isEqualTo(whole.stretch(plain, whole.usualAttention()));
    Yarn own = new Yarn(4, 8, 2, 0.5, true);
    file.float32("llama.rope.scaling.yarn_beta_fast", 2)
        .float32("llama.rope.scaling.yarn_beta_slow", 0.5f)
        .float32("llama.rope.scaling.yarn_ext_factor", 1)
        .float32("llama.rope.scaling.attn_factor", 1);
    assertThat(rotary(file)).isEqualTo(own.stretch(plain, own.usualAttention()));
  }

  @Test
  public void rope_yarnWithWhatVersionsReadDifferently_isRefused() throws IOException {
    for (String key :
        List.of("yarn_ext_factor", "yarn_attn_factor", "yarn_log_multiplier", "attn_factor")) {
      String name = "llama.rope.scaling." + key;
      refuses(yarn().float32(name, 0.5f), name, "but found 0.5");
    }
    refuses(
        yarn().floats("rope_freqs.weight", new float[] {1, 8}, 2),
        "llama.rope.scaling.factor",
        "beside rope_freqs.weight");
  }

  @Test
  public void phi3_withLongFactors_hasBothAndTheAttentionFactor() throws IOException {
    GgufBuilder file =
        phi3()
            .uint32("phi3.rope.scaling.original_context_length", 8)
            .floats("rope_factors_short.weight", new float[] {1, 2}, 2)
            .floats("rope_factors_long.weight", new float[] {3, 4}, 2);
    double usual = Math.sqrt(1 + Math.log(32 / 8.0) / Math.log(8));
    assertThat(rotary(file))
        .isEqualTo(new Rotary(4, 1e4, List.of(1.0, 2.0), List.of(3.0, 4.0), 8, usual));
    assertThat(rotary(file.float32("phi3.rope.scaling.attn_factor", 1.25f)))
        .isEqualTo(new Rotary(4, 1e4, List.of(1.0, 2.0), List.of(3.0, 4.0), 8, 1.25));
  }

  @Test
  public void window_ofEveryFamily_isReadOrRefused() throws IOException {
    String key = ".attention.sliding_window";
    assertThat(config(GgufBuilder.tinyLlama().uint32("llama" + key, 16)).window(0)).isEqualTo(16);
    assertThat(config(GgufBuilder.tinyLlama().uint32("llama" + key, 0)).attention().kind(0))
        .isEqualTo(new AttentionKind(AttentionKind.FULL, 0));
    assertThat(config(phi3().uint32("phi3" + key, 16)).window(0)).isEqualTo(16);
    refuses(tiny("qwen3").uint32("qwen3" + key, 16), "qwen3" + key, "found 16");
  }

  @Test
  public void sizes_forEachLayer_mustBeTheSame() throws IOException {
    assertThat(
            config(
                    GgufBuilder.tinyLlama()
                        .withoutFact("llama.attention.head_count")
                        .int32s("llama.attention.head_count", 2))
                .heads())
        .isEqualTo(2);
    refuses(
        GgufBuilder.tinyLlama()
            .withoutFact("llama.feed_forward_length")
            .int32s("llama.feed_forward_length", 16, 32),
        "llama.feed_forward_length",
        "the same in all layers",
        "16 and 32");
  }

  @Test
  public void keys_thatChangeTheMathematics_areRefused() throws IOException {
    refuses(GgufBuilder.tinyLlama().uint32("llama.expert_count", 8), "llama.expert_count", "8");
    refuses(
        GgufBuilder.tinyLlama().bool("llama.attention.causal", false), "attention.causal", "false");
    refuses(
        GgufBuilder.tinyLlama().float32("llama.final_logit_softcapping", 30),
        "llama.final_logit_softcapping",
        "30.0");
    refuses(
        GgufBuilder.tinyLlama()
            .string("llama.rope.scaling.type", "longrope")
            .float32("llama.rope.scaling.factor", 4),
        "llama.rope.scaling.type",
        "none, linear, yarn, or the factors as a tensor",
        "\"longrope\"");
    refuses(
        GgufBuilder.tinyLlama().uint32("llama.attention.value_length", 8),
        "llama.attention.value_length",
        "the length of keys, 4");
    refuses(GgufBuilder.tinyLlama().uint32("llama.brand_new", 1), "llama.brand_new", "may change");
    refuses(
        GgufBuilder.tinyLlama().uint32("general.quantization_version", 1),
        "general.quantization_version",
        "expected 2 but found 1");
    refuses(GgufBuilder.tinyLlama().string("general.type", "adapter"), "general.type", "adapter");
  }

  @Test
  public void keys_thatDoNot_areFine() throws IOException {
    assertThat(
            config(
                GgufBuilder.tinyLlama()
                    .uint32("llama.vocab_size", 12)
                    .uint32("llama.expert_count", 0)
                    .bool("llama.attention.causal", true)
                    .float32("llama.logit_scale", 1)
                    .bool("llama.rope.scaling.finetuned", false)
                    .string("general.anything", "x")
                    .string("quantize.imatrix.file", "x")))
        .isEqualTo(config(GgufBuilder.tinyLlama()));
  }

  @Test
  public void architectures_thatAreNotComputed_areRefusedWithThoseThatAre() throws IOException {
    refuses(
        GgufBuilder.tinyLlama()
            .withoutFact("general.architecture")
            .string("general.architecture", "mamba"),
        "general.architecture",
        "one of gemma3, gpt2, llama, phi3, qwen2, qwen3",
        "\"mamba\"");
  }

  @Test
  public void dimensions_thatFitNoModel_areRefused() throws IOException {
    refuses(
        GgufBuilder.tinyLlama()
            .withoutFact("llama.attention.head_count_kv")
            .uint32("llama.attention.head_count_kv", 3),
        "metadata",
        "multiple of kv heads");
    assertThatThrownBy(
            () ->
                config(
                    GgufBuilder.tinyLlama()
                        .withoutFact("llama.block_count")
                        .uint32("llama.block_count", 2000)))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("llama.block_count", "1 to 1024", "2000");
    assertThatThrownBy(() -> config(GgufBuilder.tinyLlama().withoutFact("llama.embedding_length")))
        .isInstanceOf(GgufFormatException.class)
        .hasMessageContainingAll("key llama.embedding_length", "this key", "none");
  }

  private void refuses(GgufBuilder file, String... parts) throws IOException {
    assertThatThrownBy(() -> config(file))
        .isInstanceOf(UnsupportedCheckpointException.class)
        .hasMessageContainingAll(parts);
  }

  private Rotary rotary(GgufBuilder file) throws IOException {
    return config(file).attention().rotary(0);
  }

  private DecoderConfig config(GgufBuilder builder) throws IOException {
    Path file = folder.newFile().toPath();
    builder.write(file);
    try (GgufModel model = GgufModel.open(file)) {
      return model.weights().config();
    }
  }

  /** The tiny llama under another name; only for files that are refused before their tensors. */
  private static GgufBuilder tiny(String architecture) {
    return new GgufBuilder()
        .string("general.architecture", architecture)
        .uint32(architecture + ".block_count", 1);
  }

  private static GgufBuilder yarn() {
    return GgufBuilder.tinyLlama()
        .string("llama.rope.scaling.type", "yarn")
        .float32("llama.rope.scaling.factor", 4);
  }

  private static GgufBuilder phi3() {
    return GgufBuilder.model("phi3", 8, 16)
        .uint32("phi3.attention.head_count_kv", 1)
        .floats("token_embd.weight", 8, 12)
        .floats("output_norm.weight", 8)
        .floats("blk.0.attn_norm.weight", 8)
        .floats("blk.0.attn_qkv.weight", 8, 16)
        .floats("blk.0.attn_output.weight", 8, 8)
        .floats("blk.0.ffn_norm.weight", 8)
        .floats("blk.0.ffn_up.weight", 8, 32)
        .floats("blk.0.ffn_down.weight", 16, 8);
  }
}
