package dev.ember.converter.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.source.ChatDefaults;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** Real tokenizers' special tokens, with the templates of the models that have them. */
public final class StopTokensConformanceTest {
  private static final String GEMMA =
      "{{ bos_token }}{% for m in messages %}<start_of_turn>{{ m.role }}\n"
          + "{{ m.content }}<end_of_turn>\n{% endfor %}";
  private static final String LLAMA3 =
      "{% for m in messages %}<|start_header_id|>{{ m.role }}<|end_header_id|>\n\n"
          + "{{ m.content }}<|eot_id|>{% endfor %}";
  private static final String LLAMA2 =
      "{% for m in messages %}{% if m.role == 'user' %}{{ bos_token }}[INST] {{ m.content }}"
          + " [/INST]{% else %} {{ m.content }} {{ eos_token }}{% endif %}{% endfor %}";

  @Test
  public void qwen_endsATurnAndADocument() throws IOException {
    for (String folder : List.of("qwen2", "qwen3")) {
      assertThat(stops(folder, null)).as(folder).contains("<|im_end|>", "<|endoftext|>");
    }
  }

  @Test
  public void smollm2_endsATurn() throws IOException {
    assertThat(stops("smollm2", null)).contains("<|im_end|>");
  }

  @Test
  public void gemma3_endsATurnThatItsConfigDoesNotName() throws IOException {
    assertThat(stops("gemma3_text", GEMMA)).containsExactlyInAnyOrder("<eos>", "<end_of_turn>");
  }

  @Test
  public void llama3_endsATurn() throws IOException {
    assertThat(stops("llama3", LLAMA3)).contains("<|eot_id|>", "<|end_of_text|>");
  }

  @Test
  public void llama2_endsWithTheTextsEnd() throws IOException {
    for (String folder : List.of("llama", "mistral")) {
      assertThat(stops(folder, LLAMA2)).as(folder).containsExactly("</s>");
    }
  }

  private static List<String> stops(String folder, @Nullable String template) throws IOException {
    Path path = Path.of(System.getProperty("ember.vectors"), "hf", folder);
    try (ModelSource source = ModelSources.open(path)) {
      int rows = source.weights().config().vocabulary();
      ChatDefaults chat =
          template == null
              ? source.chat().complete(folder, rows)
              : source.chat().withTemplate(template).complete(folder, rows);
      SubwordTokenizer tokenizer =
          SubwordTokenizer.read(new StringReader(chat.tokenizer()), folder);
      List<String> names = new ArrayList<>();
      for (int id : chat.stopTokens()) {
        names.add(new String(tokenizer.bytes(id), StandardCharsets.UTF_8));
        assertThat(tokenizer.idOf(names.get(names.size() - 1))).isEqualTo(OptionalInt.of(id));
      }
      return names;
    }
  }
}
