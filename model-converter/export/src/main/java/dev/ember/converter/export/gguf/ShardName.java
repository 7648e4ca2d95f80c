package dev.ember.converter.export.gguf;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one file of several, {@code prefix-00002-of-00003.gguf}, as llama.cpp's {@code
 * gguf-split} writes it.
 *
 * @param number from 1
 * @param count of the files
 */
record ShardName(String prefix, int number, int count) {
  private static final Pattern FORM = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");

  /** The parts of a file's name; null if it is not of this form. */
  static @Nullable ShardName of(Path file) {
    Matcher name = FORM.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return null;
    }
    return new ShardName(
        String.valueOf(name.group(1)),
        Integer.parseInt(String.valueOf(name.group(2))),
        Integer.parseInt(String.valueOf(name.group(3))));
  }

  /** The name of another file of the same model. */
  String sibling(int otherNumber) {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", prefix, otherNumber, count);
  }
}
