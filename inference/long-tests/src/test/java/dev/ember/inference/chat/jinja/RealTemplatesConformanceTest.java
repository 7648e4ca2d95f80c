package dev.ember.inference.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Whole templates over 41 conversations, with and without the generation prompt. */
@RunWith(Parameterized.class)
public final class RealTemplatesConformanceTest {
  private static final List<String> SUPPORTED =
      List.of(
          "chatml",
          "smollm2",
          "llama-2",
          "zephyr",
          "tinyllama",
          "alpaca",
          "vicuna",
          "Apertus-8B-Instruct",
          "CohereForAI-c4ai-command-r7b-12-2024-tool_use",
          "GLM-4.7-Flash",
          "HuggingFaceTB-SmolLM3-3B",
          "LFM2-8B-A1B",
          "LFM2.5-Instruct",
          "Mistral-Small-3.2-24B-Instruct-2506",
          "NVIDIA-Nemotron-Nano-v2",
          "NousResearch-Hermes-3-Llama-3.1-8B-tool_use",
          "Qwen-Qwen2.5-7B-Instruct",
          "Qwen-Qwen3-0.6B",
          "Qwen3.5-4B",
          "deepseek-ai-DeepSeek-R1-Distill-Llama-8B",
          "deepseek-ai-DeepSeek-R1-Distill-Qwen-32B",
          "google-gemma-2-2b-it",
          "google-gemma-4-31B-it",
          "ibm-granite-granite-3.3-2B-Instruct",
          "ibm-granite-granite-4.0",
          "meta-llama-Llama-3.1-8B-Instruct",
          "meta-llama-Llama-3.2-3B-Instruct",
          "microsoft-Phi-3.5-mini-instruct",
          "mistralai-Mistral-Nemo-Instruct-2407",
          "openai-gpt-oss-120b",
          "openbmb-MiniCPM5-1B");

  /** Conversations with and without the generation prompt. */
  private static final int RENDERINGS = 2 * 41;

  private final String name;

  public RealTemplatesConformanceTest(String name) {
    this.name = name;
  }

  @Parameters(name = "{0}")
  public static List<String> cases() {
    return SUPPORTED;
  }

  @Test
  public void render_everyConversation_isWhatJinjaRenders() throws IOException {
    String source = JinjaVectors.template(name);
    JsonElement special = JinjaVectors.json("variables.json").getAsJsonObject().get(name);
    Map<String, JsonElement> conversations = conversations();
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (JsonElement one : JinjaVectors.json(name + ".expected.json").getAsJsonArray()) {
      JsonObject expected = one.getAsJsonObject();
      String id = expected.get("conversation").getAsString();
      Map<String, @Nullable Object> variables = JinjaVectors.variables(special.getAsJsonObject());
      variables.put("messages", JinjaVectors.value(Objects.requireNonNull(conversations.get(id))));
      variables.put("add_generation_prompt", expected.get("add_generation_prompt").getAsBoolean());
      count++;
      try {
        JinjaSays.check(source, variables, expected);
      } catch (AssertionError | TemplateException e) {
        wrong.add(id + ": " + e.getMessage());
      }
    }
    assertThat(wrong).as("of %d renderings", count).isEmpty();
    assertThat(count).isEqualTo(RENDERINGS);
  }

  private static Map<String, JsonElement> conversations() throws IOException {
    Map<String, JsonElement> conversations = new HashMap<>();
    for (JsonElement one : JinjaVectors.json("conversations.json").getAsJsonArray()) {
      JsonObject conversation = one.getAsJsonObject();
      conversations.put(conversation.get("id").getAsString(), conversation.get("messages"));
    }
    return conversations;
  }
}
