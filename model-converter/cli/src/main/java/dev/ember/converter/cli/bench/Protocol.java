package dev.ember.converter.cli.bench;

import java.io.IOException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long a prompt is read and how many tokens are written behind it.
 *
 * @param promptTokens read without logits
 * @param answerTokens written one by one
 */
public record Protocol(int promptTokens, int answerTokens) {

  /** As the command line spells it: {@code 256/64}. */
  @Override
  public String toString() {
    return promptTokens + "/" + answerTokens;
  }

  /** Positions that it fills. */
  int positions() {
    return promptTokens + answerTokens;
  }

  /**
   * Reads {@code 256/64}.
   *
   * @throws IOException if it is none
   */
  static Protocol parse(String text) throws IOException {
    String[] parts = text.split("/", -1);
    try {
      int prompt = Integer.parseInt(parts[0]);
      int answer = Integer.parseInt(parts[parts.length - 1]);
      if (parts.length == 2 && prompt > 0 && answer > 0) {
        return new Protocol(prompt, answer);
      }
    } catch (NumberFormatException notNumbers) {
      throw new IOException(expected(text), notNumbers);
    }
    throw new IOException(expected(text));
  }

  private static String expected(String text) {
    return "expected tokens of prompt and answer like 256/64 but found " + text;
  }

  /** Reads {@code 256/64} from a command line. */
  public static final class Converter implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String text) {
      try {
        return parse(text);
      } catch (IOException none) {
        throw new TypeConversionException(expected(text));
      }
    }
  }
}
