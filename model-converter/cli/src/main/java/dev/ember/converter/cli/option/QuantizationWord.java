package dev.ember.converter.cli.option;

import dev.ember.converter.export.weights.Quantization;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words that users write for the kinds of quantization. */
public enum QuantizationWord {
  INT8(Quantization.INT8_PER_CHANNEL),
  SMALL(Quantization.SMALL),
  KEEP(Quantization.KEEP),
  F16(Quantization.FLOAT16),
  F32(Quantization.FLOAT32);

  private final Quantization kind;

  QuantizationWord(Quantization kind) {
    this.kind = kind;
  }

  public Quantization kind() {
    return kind;
  }

  /** Whether it stores some weights in four bits. */
  public boolean hasFourBits() {
    return this == SMALL || this == KEEP;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    List<String> words = new ArrayList<>();
    for (QuantizationWord word : values()) {
      words.add(word.word());
    }
    return words;
  }

  /** Reads a word. */
  public static final class Converter implements ITypeConverter<QuantizationWord> {
    @Override
    public QuantizationWord convert(String text) {
      for (QuantizationWord word : values()) {
        if (word.word().equals(text)) {
          return word;
        }
      }
      throw new TypeConversionException(
          "expected one of " + String.join(", ", words()) + " but found " + text);
    }
  }

  /** Names them in the help. */
  public static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }
  }
}
