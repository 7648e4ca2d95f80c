package dev.ember.inference.chat;

import dev.ember.inference.chat.jinja.Template;
import dev.ember.inference.json.JsonFormatException;
import dev.ember.inference.json.JsonValues;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a rendering as they come from JSON, for tools that show what a template makes of
 * them. To make a prompt for a model use {@link ChatTemplate}, which keeps what people write from
 * becoming special tokens.
 *
 * <pre>
 * TemplateVariables.ofObject("{\"messages\":[...],\"add_generation_prompt\":true}")
 *     .withDefault("bos_token", "&lt;s&gt;")
 *     .render(Template.parse(source), now)
 * </pre>
 */
public final class TemplateVariables {
  /** What Hugging Face passes as null to every template. */
  private static final List<String> NULL_UNLESS_GIVEN = List.of("tools", "documents");

  private final Map<String, @Nullable Object> values;

  private TemplateVariables(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /**
   * Variables as one JSON object; {@code tools} and {@code documents} are null unless given.
   *
   * @throws JsonFormatException if the text is no JSON object
   */
  public static TemplateVariables ofObject(String json) throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    NULL_UNLESS_GIVEN.forEach(name -> values.put(name, null));
    values.putAll(JsonValues.parseObject(json));
    return new TemplateVariables(values);
  }

  /**
   * The variable {@code messages} as a JSON array; {@code add_generation_prompt} with it.
   *
   * @throws JsonFormatException if the text is no JSON array
   */
  public static TemplateVariables ofMessages(String json, boolean addGenerationPrompt)
      throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    NULL_UNLESS_GIVEN.forEach(name -> values.put(name, null));
    values.put("messages", JsonValues.parseArray(json));
    values.put("add_generation_prompt", addGenerationPrompt);
    return new TemplateVariables(values);
  }

  /** The same with one more variable, unless it is given already (be it as null). */
  public TemplateVariables withDefault(String name, Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(values);
    if (!more.containsKey(name)) {
      more.put(name, value);
    }
    return new TemplateVariables(more);
  }

  /** The values by name: texts, numbers, booleans, null, lists and maps of these. */
  public Map<String, @Nullable Object> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * What the template makes of them at a time that {@code strftime_now} tells.
   *
   * @throws dev.ember.inference.chat.jinja.TemplateException if the template fails or refuses
   */
  public String render(Template template, LocalDateTime now) {
    return template.render(values, now);
  }
}
