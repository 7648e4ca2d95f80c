package dev.ember.inference.chat.jinja;

import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template of the Jinja language with the settings of Hugging Face's chat templates. Immutable;
 * safe on any thread.
 *
 * <p>{@code Template.parse("Hi {{ name }}!").render(Map.of("name", "Ada"), now)} gives {@code "Hi
 * Ada!"}.
 *
 * <p>Everything of Jinja2 3.1 with Hugging Face's extensions is read but this, which is an error
 * where it is reached: {@code include}, {@code import}, {@code from} and {@code extends} (a chat
 * template stands alone), {@code autoescape true}, the filters {@code urlize}, {@code wordwrap} and
 * {@code random}, bytes ({@code str.encode}), {@code str.translate} and {@code self}; {@code
 * pprint} breaks no lines and sorts no keys.
 *
 * <h2>Limits</h2>
 *
 * A template comes with a model and is not trusted. It reads only what it is given and calls only
 * the functions named in {@code Globals}, {@code Filters} and the methods of values; its steps, its
 * output, each of its values and its depth are bounded ({@code Rendering}).
 */
public final class Template {
  /** Beyond any real template: the largest of 75 known ones has 20,000 characters. */
  private static final int MAX_SOURCE_LENGTH = 1 << 16;

  private static final String TOO_DEEP = "the template nests too deeply";

  private final Block block;

  private Template(Block block) {
    this.block = block;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException with the line, if it is malformed
   */
  public static Template parse(String source) {
    if (source.length() > MAX_SOURCE_LENGTH) {
      throw TemplateException.of(
          "expected a template of at most "
              + MAX_SOURCE_LENGTH
              + " characters but found "
              + source.length());
    }
    try {
      return new Template(Parser.parse(source));
    } catch (StackOverflowError tooDeep) {
      throw tooDeep(TemplateException.UNKNOWN_LINE, tooDeep);
    }
  }

  /**
   * Renders with variables (texts, booleans, numbers, null, lists and maps of these) at a time that
   * {@code strftime_now} tells.
   *
   * @throws TemplateException with the line, if the template fails or refuses
   */
  public String render(Map<String, ? extends @Nullable Object> variables, LocalDateTime now) {
    Rendering rendering = new Rendering(now, InputSize.of(variables));
    Scope globals = new Scope(null);
    Globals.define(globals);
    Scope scope = new Scope(globals);
    variables.forEach((name, value) -> scope.set(name, Values.of(value)));
    Output out = new Output(rendering);
    try {
      block.run(rendering, scope, out);
    } catch (TemplateException e) {
      throw e.withLine(rendering.line());
    } catch (StackOverflowError tooDeep) {
      throw tooDeep(rendering.line(), tooDeep);
    }
    return out.toString();
  }

  /** The last net below the limits on depth; nothing here holds a lock or a half-made state. */
  private static TemplateException tooDeep(int line, StackOverflowError cause) {
    TemplateException e = TemplateException.at(line, TOO_DEEP);
    e.initCause(cause);
    return e;
  }
}
