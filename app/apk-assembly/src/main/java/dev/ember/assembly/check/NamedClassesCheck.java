package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What layouts, other resources and native libraries name as a class is in a dex: R8 may leave out
 * or rename what no code names.
 *
 * <p>What is named is told by its looks, a package and a name in mixed case. Classes of Android and
 * Java are the phone's own.
 */
final class NamedClassesCheck implements ApkCheck {
  private static final String TABLE = "resources.arsc";
  private static final Pattern LAYOUT = Pattern.compile("res/.*\\.xml");
  private static final Pattern LIBRARY = Pattern.compile("lib/.*\\.so");
  private static final Pattern DEX = Pattern.compile("[^/]*\\.dex");
  private static final Predicate<String> CLASS =
      Pattern.compile("(?!android\\.|java\\.)[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z][\\w$]*[a-z][\\w$]*")
          .asMatchPredicate();

  /** As JNI names a class: a string of C, which ends with a zero. */
  private static final Pattern NATIVE =
      Pattern.compile("(?<=\0)(?!java/)[a-z]\\w*(/\\w+)+/[A-Z][\\w$]*(?=\0)");

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    Set<String> classes = new HashSet<>();
    for (ApkFile.Entry entry : apk.entries()) {
      if (DEX.matcher(entry.name()).matches()) {
        classes.addAll(DexClasses.names(apk.content(entry), entry.name()));
      }
    }
    List<String> faults = new ArrayList<>();
    for (ApkFile.Entry entry : apk.entries()) {
      for (String name : named(apk, entry)) {
        if (!classes.contains(name)) {
          faults.add(entry.name() + " names " + name + " but no dex has it");
        }
      }
    }
    return faults;
  }

  private static Set<String> named(ApkFile apk, ApkFile.Entry entry) throws IOException {
    Set<String> names = new TreeSet<>();
    String name = entry.name();
    boolean layout = LAYOUT.matcher(name).matches();
    if (layout || name.equals(TABLE)) {
      byte[] content = apk.content(entry);
      if (!layout || StringPool.isCompiledXml(content)) {
        StringPool.read(content, name).stream().filter(CLASS).forEach(names::add);
      }
    } else if (LIBRARY.matcher(name).matches()) {
      String text = new String(apk.content(entry), StandardCharsets.ISO_8859_1);
      Matcher matcher = NATIVE.matcher(text);
      while (matcher.find()) {
        names.add(matcher.group().replace('/', '.'));
      }
    }
    return names;
  }
}
