package dev.ember.converter.cli.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long a prompt is read and how many tokens are written behind it.
 *
 * @param promptTokens read without logits
 * @param answerTokens written one by one
 */
public record Protocol(int promptTokens, int answerTokens) {
  /** What a text of one is, for messages. */
  static final String EXPECTED = "tokens of prompt and answer like 256/64";

  /** As the command line spells it: {@code 256/64}. */
  @Override
  public String toString() {
    return promptTokens + "/" + answerTokens;
  }

  /** Positions that it fills. */
  int positions() {
    return promptTokens + answerTokens;
  }

  /** Reads {@code 256/64}; null if it is none. */
  static @Nullable Protocol parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      int prompt = Integer.parseInt(parts[0]);
      int answer = Integer.parseInt(parts[parts.length - 1]);
      return parts.length == 2 && prompt > 0 && answer > 0 ? new Protocol(prompt, answer) : null;
    } catch (NumberFormatException notNumbers) {
      return null;
    }
  }

  /** Reads {@code 256/64} from a command line. */
  public static final class Converter implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String text) {
      Protocol protocol = parse(text);
      if (protocol == null) {
        throw new TypeConversionException("expected " + EXPECTED + " but found " + text);
      }
      return protocol;
    }
  }
}
