package dev.ember.app.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of several files that are one GGUF, as llama.cpp's {@code gguf-split} names it: {@code
 * name-00002-of-00003.gguf}. A name may come from anywhere: it is for people, and no path.
 *
 * @param number from 1
 */
public record GgufPart(String name, int number, int count) {
  private static final Pattern FORM =
      Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf", Pattern.CASE_INSENSITIVE);

  /** A name may claim 99,999; no folder that is offered here has more files. */
  private static final int MOST_PARTS = 512;

  /** What a file's name says; null if that is not one of several. */
  public static @Nullable GgufPart of(String fileName) {
    Matcher form = FORM.matcher(fileName);
    if (!form.matches()) {
      return null;
    }
    return new GgufPart(
        String.valueOf(form.group(1)),
        Integer.parseInt(String.valueOf(form.group(2))),
        Integer.parseInt(String.valueOf(form.group(3))));
  }

  String fileName() {
    return String.format(Locale.ROOT, "%s-%05d-of-%05d.gguf", name, number, count);
  }

  /** The names of all files, the first one first. */
  List<String> whole() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count && i <= MOST_PARTS; i++) {
      names.add(new GgufPart(name, i, count).fileName());
    }
    return names;
  }

  /** The names of those that it is nothing without. */
  public List<String> others() {
    List<String> names = whole();
    names.remove(fileName());
    return names;
  }
}
