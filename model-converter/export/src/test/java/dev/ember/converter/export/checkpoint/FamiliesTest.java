package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.converter.export.source.UnsupportedCheckpointException;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.model.AttentionKind;
import dev.ember.inference.model.Biases;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.Rotary;
import dev.ember.inference.model.Yarn;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

/** What the families read of a {@code config.json}, and what they refuse. */
public final class FamiliesTest {
  private static final String DIMENSIONS =
      """
      "vocab_size": 50, "max_position_embeddings": 64, "hidden_size": 32, "num_hidden_layers": 3,
      "num_attention_heads": 4, "num_key_value_heads": 2, "intermediate_size": 24,
      "rms_norm_eps": 1e-5\
      """;

  private static final String LLAMA =
      "{\"model_type\": \"llama\", \"rope_theta\": 10000, " + DIMENSIONS + "}";
  private static final String QWEN2 =
      "{\"model_type\": \"qwen2\", \"rope_theta\": 10000, " + DIMENSIONS + "}";
  private static final String GEMMA3 =
      "{\"model_type\": \"gemma3_text\", \"rope_theta\": 1000000, \"rope_local_base_freq\": 10000,"
          + " \"head_dim\": 8, \"query_pre_attn_scalar\": 16, \"sliding_window\": 16, "
          + DIMENSIONS
          + "}";
  private static final String PHI3 =
      "{\"model_type\": \"phi3\", \"rope_theta\": 10000, " + DIMENSIONS + "}";
  private static final String GPT2 =
      """
      {"model_type": "gpt2", "vocab_size": 50, "n_positions": 64, "n_embd": 32, "n_head": 4,
       "n_layer": 3, "layer_norm_epsilon": 1e-5}\
      """;

  @Test
  public void unknownArchitecture_isRefusedNamingItAndTheSupportedOnes() {
    refuses(with(LLAMA, "model_type", "\"mixtral\""), "model_type", "found \"mixtral\"");
    refuses(with(LLAMA, "model_type", "\"mixtral\""), "model_type", "gemma3_text, gpt2, llama");
    refuses(with(LLAMA, "model_type", "\"gemma3\""), "model_type", "text-only sizes");
  }

  @Test
  public void anotherHead_isRefused() {
    refuses(
        with(LLAMA, "architectures", "[\"LlamaForSequenceClassification\"]"),
        "architectures",
        "LlamaForCausalLM");
  }

  @Test
  public void keyThatChangesTheMathematics_isRefusedWithItsValue() {
    refuses(with(LLAMA, "hidden_act", "\"gelu\""), "hidden_act", "but found \"gelu\"");
    refuses(with(LLAMA, "rope_interleaved", "true"), "rope_interleaved", "but found true");
    refuses(with(LLAMA, "pretraining_tp", "2"), "pretraining_tp", "expected 1 but found 2");
    refuses(with(LLAMA, "sliding_window", "128"), "sliding_window", "but found 128");
    refuses(with(LLAMA, "never_heard_of", "1.5"), "never_heard_of", "but found 1.5");
    refuses(with(LLAMA, "layer_types", "[]"), "layer_types", "but found []");
    refuses(with(LLAMA, "use_bidirectional_attention", "true"), "use_bidirectional_attention", "");
    refuses(
        with(LLAMA, "quantization_config", "{\"quant_method\": \"gptq\"}"),
        "quantization_config",
        "gptq");
    refuses(with(QWEN2, "use_mrope", "true"), "use_mrope", "but found true");
    refuses(with(QWEN2, "attention_bias", "false"), "attention_bias", "but found false");
    refuses(with(GEMMA3, "final_logit_softcapping", "30.0"), "final_logit_softcapping", "30.0");
    refuses(with(GEMMA3, "hidden_activation", "\"gelu\""), "hidden_activation", "\"gelu\"");
    refuses(with(PHI3, "attention_bias", "true"), "attention_bias", "but found true");
    refuses(with(GPT2, "activation_function", "\"relu\""), "activation_function", "\"relu\"");
    refuses(with(GPT2, "add_cross_attention", "true"), "add_cross_attention", "but found true");
  }

  @Test
  public void keyWithoutEffectOrNull_isFine() throws IOException {
    assertThat(read(with(LLAMA, "never_heard_of", "null"))).isEqualTo(read(LLAMA));
    assertThat(read(with(LLAMA, "use_cache", "false"))).isEqualTo(read(LLAMA));
    assertThat(read(with(LLAMA, "quantization_config", "null"))).isEqualTo(read(LLAMA));
    assertThat(read(with(GPT2, "summary_type", "\"cls_index\""))).isEqualTo(read(GPT2));
    assertThat(read(with(GPT2, "reorder_and_upcast_attn", "true"))).isEqualTo(read(GPT2));
  }

  @Test
  public void tied_absent_isTheFamilysDefault() throws IOException {
    assertThat(read(LLAMA).tiedEmbeddings()).isFalse();
    assertThat(read(QWEN2).tiedEmbeddings()).isFalse();
    assertThat(read(PHI3).tiedEmbeddings()).isFalse();
    assertThat(read(GEMMA3).tiedEmbeddings()).isTrue();
    assertThat(read(GPT2).tiedEmbeddings()).isTrue();
    assertThat(read(with(GPT2, "tie_word_embeddings", "false")).tiedEmbeddings()).isFalse();
  }

  @Test
  public void biases_areWhatTheFamilyAndItsKeysSay() throws IOException {
    assertThat(read(LLAMA).biases()).isEqualTo(Biases.NONE);
    assertThat(read(with(LLAMA, "attention_bias", "true")).biases())
        .isEqualTo(new Biases(true, true, false));
    assertThat(read(with(LLAMA, "mlp_bias", "true")).biases())
        .isEqualTo(new Biases(false, false, true));
    String qwen3 = with(with(QWEN2, "model_type", "\"qwen3\""), "head_dim", "16");
    assertThat(read(with(qwen3, "attention_bias", "true")).biases())
        .isEqualTo(new Biases(true, true, false));
  }

  @Test
  public void theta_inBothLayouts_isTheSame() throws IOException {
    String inside =
        with(
            without(LLAMA, "rope_theta"),
            "rope_parameters",
            "{\"rope_theta\": 10000.0, \"rope_type\": \"default\"}");
    assertThat(read(inside)).isEqualTo(read(LLAMA));
    assertThat(read(with(inside, "rope_theta", "10000"))).isEqualTo(read(LLAMA));
    refuses(with(inside, "rope_theta", "20000"), "rope_theta", "10000.0, but found 20000");
  }

  @Test
  public void theta_nowhere_isRefused() {
    refuses(without(LLAMA, "rope_theta"), "rope_theta", "but found nothing");
    refuses(
        with(without(LLAMA, "rope_theta"), "rope_parameters", "{\"rope_type\": \"default\"}"),
        "rope_theta",
        "but found nothing");
    refuses(
        with(without(LLAMA, "rope_theta"), "transformers_version", "\"4.33.0\""),
        "rope_theta",
        "but found nothing");
    refuses(without(GEMMA3, "rope_local_base_freq"), "rope_local_base_freq", "found nothing");
  }

  @Test
  public void ropeScaling_ofEachType_becomesFactors() throws IOException {
    Rotary linear = rotary(with(LLAMA, "rope_scaling", "{\"type\": \"linear\", \"factor\": 2}"));
    assertThat(linear).isEqualTo(Rotary.linear(8, 10_000, 2));
    String llama3 =
        "{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 1,"
            + " \"high_freq_factor\": 4, \"original_max_position_embeddings\": 32}";
    assertThat(rotary(with(LLAMA, "rope_scaling", llama3)))
        .isEqualTo(Rotary.plain(8, 10_000).llama3(8, 1, 4, 32));
    String parameters = with(llama3, "rope_theta", "10000");
    assertThat(rotary(with(without(LLAMA, "rope_theta"), "rope_parameters", parameters)))
        .isEqualTo(Rotary.plain(8, 10_000).llama3(8, 1, 4, 32));
  }

  @Test
  public void yarn_inBothLayouts_hasThePapersConstantsUnlessTheFileSaysOthers() throws IOException {
    Rotary plain = Rotary.plain(8, 10_000);
    Yarn usual = Yarn.usual(4, 16);
    Rotary expected = usual.stretch(plain, usual.usualAttention());
    String scaling =
        "{\"type\": \"yarn\", \"factor\": 4, \"original_max_position_embeddings\": 16,"
            + " \"finetuned\": true, \"beta_fast\": 0, \"mscale\": 0.7, \"truncate\": null}";
    assertThat(rotary(with(LLAMA, "rope_scaling", scaling))).isEqualTo(expected);
    String parameters = with(scaling, "rope_theta", "10000");
    assertThat(rotary(with(without(LLAMA, "rope_theta"), "rope_parameters", parameters)))
        .isEqualTo(expected);

    Yarn own = new Yarn(4, 16, 2, 0.5, false);
    String all = with(with(scaling, "beta_fast", "2"), "beta_slow", "0.5");
    all = with(with(all, "truncate", "false"), "mscale_all_dim", "0.5");
    double ratio = own.attention(0.7f) / own.attention(0.5);
    assertThat(rotary(with(LLAMA, "rope_scaling", all))).isEqualTo(own.stretch(plain, ratio));
    assertThat(rotary(with(LLAMA, "rope_scaling", with(all, "attention_factor", "1.5"))))
        .isEqualTo(own.stretch(plain, 1.5));
  }

  /** Where none is named, it is the context of the file, as older files of transformers have it. */
  @Test
  public void yarn_originalContext_standsInsideOrAtTheTopOrIsTheOnlyOne() throws IOException {
    Rotary plain = Rotary.plain(8, 10_000);
    String config = with(LLAMA, "rope_scaling", "{\"rope_type\": \"yarn\", \"factor\": 2}");
    assertThat(rotary(config))
        .isEqualTo(Yarn.usual(2, 64).stretch(plain, Yarn.usual(2, 64).usualAttention()));
    assertThat(rotary(with(config, "original_max_position_embeddings", "32")))
        .isEqualTo(Yarn.usual(2, 32).stretch(plain, Yarn.usual(2, 32).usualAttention()));
    String inside =
        "{\"rope_type\": \"yarn\", \"factor\": 2, \"original_max_position_embeddings\": 16}";
    refuses(
        with(with(LLAMA, "rope_scaling", inside), "original_max_position_embeddings", "32"),
        "original_max_position_embeddings",
        "that of rope_scaling, 16, but found 32");
  }

  /** The formula of transformers 4.57: {@code _compute_dynamic_ntk_parameters}, by its names. */
  private static double dynamicFrequency(int pair, double factor, int seqLen) {
    int maxPositionEmbeddings = 64;
    int dim = 8;
    int length = Math.max(seqLen, maxPositionEmbeddings);
    double base =
        10_000
            * Math.pow(factor * length / maxPositionEmbeddings - (factor - 1), dim / (dim - 2.0));
    return 1 / Math.pow(base, 2.0 * pair / dim);
  }

  @Test
  public void dynamic_atEveryLengthThatFits_turnsAsTheFormulaDoes() throws IOException {
    String scaling = "{\"type\": \"dynamic\", \"factor\": 2.5}";
    String parameters = with(scaling, "rope_theta", "10000");
    for (String config :
        List.of(
            with(LLAMA, "rope_scaling", scaling),
            with(without(LLAMA, "rope_theta"), "rope_parameters", parameters),
            with(LLAMA, "rope_scaling", with(scaling, "original_max_position_embeddings", "64")))) {
      assertThat(read(config).context()).isEqualTo(64); // which no import or cache exceeds
      for (int pair = 0; pair < 4; pair++) {
        for (int length : new int[] {1, 2, 63, 64}) {
          assertThat(rotary(config).frequency(pair, length))
              .isCloseTo(dynamicFrequency(pair, 2.5, length), withinPercentage(1e-10));
        }
      }
      assertThat(rotary(config).frequency(3, 64)) // the first length that would not be exact
          .isNotCloseTo(dynamicFrequency(3, 2.5, 65), withinPercentage(1));
    }
  }

  @Test
  public void dynamic_ofAnotherLengthOrNoFactor_isRefused() {
    String scaling = "{\"type\": \"dynamic\", \"factor\": 2}";
    refuses(
        with(LLAMA, "rope_scaling", with(scaling, "original_max_position_embeddings", "32")),
        "rope_scaling.original_max_position_embeddings",
        "that of max_position_embeddings, 64, but found 32");
    refuses(
        with(LLAMA, "rope_scaling", with(scaling, "factor", "0")),
        "rope_scaling.factor",
        "a positive number but found 0");
    refuses(
        with(LLAMA, "rope_scaling", with(scaling, "alpha", "1000")), // Hunyuan's own base
        "rope_scaling.alpha",
        "but found 1000");
  }

  @Test
  public void ropeScaling_ofTwoMinds_isRefused() {
    String both =
        with(
            with(LLAMA, "rope_parameters", "{\"rope_theta\": 10000}"),
            "rope_scaling",
            "{\"type\": \"linear\", \"factor\": 2}");
    refuses(both, "rope_scaling", "what rope_parameters says");
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"linear\", \"rope_type\": \"default\"}"),
        "rope_scaling.type",
        "\"linear\"");
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"default\", \"rope_theta\": 20000}"),
        "rope_scaling.rope_theta",
        "but found 20000");
  }

  @Test
  public void ropeScaling_notUnderstood_isRefused() {
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"ntk\", \"factor\": 2}"),
        "rope_scaling",
        "one of default, dynamic, linear, llama3, longrope, yarn but found \"ntk\"");
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"yarn\", \"factor\": 2, \"attn_factor\": 3}"),
        "rope_scaling.attn_factor",
        "but found 3");
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"yarn\", \"factor\": 2, \"beta_fast\": 0.5}"),
        "dimensions",
        "a fast beta of no less");
    refuses(
        with(LLAMA, "rope_scaling", "{\"type\": \"linear\", \"factor\": 2, \"beta\": 3}"),
        "rope_scaling.beta",
        "but found 3");
    refuses(with(LLAMA, "rope_scaling", "{\"type\": \"linear\", \"factor\": 0}"), "dimensions", "");
  }

  @Test
  public void longRope_lengthsAtTheTopOrInside_areTheSame() throws IOException {
    String factors =
        "{\"type\": \"su\", \"short_factor\": [1, 2, 3, 4], \"long_factor\": [5, 6, 7, 8]}";
    Rotary atTheTop =
        rotary(with(with(PHI3, "rope_scaling", factors), "original_max_position_embeddings", "16"));
    Rotary inside =
        rotary(with(PHI3, "rope_scaling", with(factors, "original_max_position_embeddings", "16")));
    assertThat(atTheTop).isEqualTo(inside);
    assertThat(atTheTop.longFactors()).containsExactly(5.0, 6.0, 7.0, 8.0);
    assertThat(atTheTop.longFrom()).isEqualTo(16);
    assertThat(atTheTop.attentionFactor()).isEqualTo(Math.sqrt(1.5)); // 1 + ln 4 / ln 16
    refuses(with(PHI3, "rope_scaling", factors), "original_max_position_embeddings", "nothing");
    refuses(
        with(
            with(PHI3, "rope_scaling", factors.replace("5, ", "")),
            "original_max_position_embeddings",
            "16"),
        "dimensions",
        "4 rotary factors but found 3");
  }

  @Test
  public void partialRotary_inBothLayouts_turnsTheFirstDimensions() throws IOException {
    assertThat(rotary(with(PHI3, "partial_rotary_factor", "0.5")).dimensions()).isEqualTo(4);
    String parameters = "{\"rope_theta\": 10000, \"partial_rotary_factor\": 0.5}";
    assertThat(rotary(with(PHI3, "rope_parameters", parameters)).dimensions()).isEqualTo(4);
    refuses(with(PHI3, "partial_rotary_factor", "1.5"), "dimensions", "at most 8");
  }

  @Test
  public void window_ofPhi3AndMistral_isInEveryLayer() throws IOException {
    for (String type : List.of("\"phi3\"", "\"mistral\"")) {
      String config = with(PHI3, "model_type", type);
      assertThat(windows(with(config, "sliding_window", "9"))).isEqualTo(List.of(9, 9, 9));
      assertThat(windows(config)).containsOnly(AttentionKind.FULL);
    }
  }

  @Test
  public void window_ofQwen_onlyIfSwitchedOnAndFromTheFirstLayerOn() throws IOException {
    String windowed = with(with(QWEN2, "sliding_window", "9"), "max_window_layers", "1");
    assertThat(windows(windowed)).containsOnly(AttentionKind.FULL);
    String on = with(windowed, "use_sliding_window", "true");
    assertThat(windows(on)).isEqualTo(List.of(AttentionKind.FULL, 9, 9));
    String types = "[\"sliding_attention\", \"full_attention\", \"full_attention\"]";
    assertThat(windows(with(on, "layer_types", types)))
        .isEqualTo(List.of(9, AttentionKind.FULL, AttentionKind.FULL));
    refuses(with(windowed, "layer_types", types), "layer_types", "use_sliding_window");
    refuses(without(on, "max_window_layers"), "max_window_layers", "nothing");
  }

  @Test
  public void window_ofGemma3_followsTypesOrPattern() throws IOException {
    assertThat(windows(GEMMA3)).containsOnly(16); // the sixth layer would be the first without
    String second = with(GEMMA3, "sliding_window_pattern", "2");
    assertThat(windows(second)).isEqualTo(List.of(16, AttentionKind.FULL, 16));
    String types = "[\"full_attention\", \"sliding_attention\", \"full_attention\"]";
    DecoderConfig listed = read(with(second, "layer_types", types));
    assertThat(listed.attention().rotary(0).theta()).isEqualTo(1_000_000);
    assertThat(listed.attention().rotary(1).theta()).isEqualTo(10_000);
    refuses(with(GEMMA3, "layer_types", "[\"full_attention\"]"), "layer_types", "3 layers");
    refuses(with(GEMMA3, "layer_types", "[\"chunked_attention\"]"), "layer_types", "chunked");
    refuses(without(GEMMA3, "sliding_window"), "sliding_window", "nothing");
  }

  @Test
  public void gemma3_layout5_scalesTheLayersWithoutWindowOnly() throws IOException {
    String parameters =
        "{\"full_attention\": {\"rope_type\": \"linear\", \"factor\": 8, \"rope_theta\": 1000000},"
            + " \"sliding_attention\": {\"rope_type\": \"default\", \"rope_theta\": 10000}}";
    String bare = without(without(GEMMA3, "rope_theta"), "rope_local_base_freq");
    DecoderConfig config =
        read(with(with(bare, "rope_parameters", parameters), "sliding_window_pattern", "3"));
    assertThat(config.attention().rotary(2)).isEqualTo(Rotary.linear(8, 1_000_000, 8));
    assertThat(config.attention().rotary(1)).isEqualTo(Rotary.plain(8, 10_000));
    String layout4 =
        with(
            with(GEMMA3, "rope_scaling", "{\"rope_type\": \"linear\", \"factor\": 8}"),
            "sliding_window_pattern",
            "3");
    assertThat(read(layout4)).isEqualTo(config);
    refuses(
        with(bare, "rope_parameters", "{\"rope_theta\": 10000}"),
        "rope_parameters.full_attention",
        "nothing");
  }

  @Test
  public void dimensions_impossible_areRefused() {
    refuses(with(LLAMA, "num_attention_heads", "0"), "num_attention_heads", "found 0");
    refuses(with(LLAMA, "num_attention_heads", "5"), "num_attention_heads", "a divisor");
    refuses(with(LLAMA, "num_key_value_heads", "3"), "dimensions", "4 and 3");
    refuses(with(LLAMA, "rms_norm_eps", "0"), "dimensions", "0.0");
    refuses(with(LLAMA, "num_hidden_layers", "1000000"), "num_hidden_layers", "1 to 1024");
    refuses(with(LLAMA, "vocab_size", "-1"), "vocab_size", "found -1");
    refuses(with(LLAMA, "head_dim", "7"), "dimensions", "even");
    refuses(with(GPT2, "n_head", "5"), "n_head", "a divisor of n_embd, 32,");
  }

  @Test
  public void keyMissingOrOfAnotherType_isAFormatErrorThatNamesTheFile() {
    for (String wrong :
        List.of(without(LLAMA, "hidden_size"), with(LLAMA, "hidden_size", "\"three\""))) {
      assertThatThrownBy(() -> read(wrong))
          .isInstanceOf(JsonFormatException.class)
          .hasMessageContaining("config.json: $.hidden_size");
    }
    assertThatThrownBy(() -> read("{\"model_type\": "))
        .isInstanceOf(JsonFormatException.class)
        .hasMessageContaining("config.json: $");
  }

  private static DecoderConfig read(String json) throws IOException {
    return Families.read(ConfigFile.parse(json)).config();
  }

  private static Rotary rotary(String json) throws IOException {
    return read(json).attention().rotary(0);
  }

  private static List<Integer> windows(String json) throws IOException {
    DecoderConfig config = read(json);
    return config.attention().kindOfLayer().stream()
        .map(kind -> config.attention().kinds().get(kind).window())
        .toList();
  }

  private static String with(String json, String key, String value) {
    JsonObject object = JsonParser.parseString(json).getAsJsonObject();
    object.add(key, JsonParser.parseString(value));
    return object.toString();
  }

  private static String without(String json, String key) {
    JsonObject object = JsonParser.parseString(json).getAsJsonObject();
    object.remove(key);
    return object.toString();
  }

  private static void refuses(String json, String field, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            UnsupportedCheckpointException.class,
            refusal -> assertThat(refusal.field()).isEqualTo(field))
        .hasMessageContaining("config.json")
        .hasMessageContaining(message);
  }
}
