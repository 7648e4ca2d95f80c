package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What layouts, other resources and native libraries name as a class is in a dex, with the
 * constructor that Android looks for: R8 may leave out or rename what no code names.
 *
 * <p>What is named is told by its looks, a package and a name in mixed case. Classes of Android and
 * Java are the phone's own. An element of a layout is made by {@code LayoutInflater}, from a
 * context and its attributes; of what else a resource names nothing tells who makes it, so that any
 * of the constructors will do that Android and its libraries look for. Of what natives name the
 * constructors are not asked.
 */
final class NamedClassesCheck implements ApkCheck {
  private static final String TABLE = "resources.arsc";
  private static final Pattern LAYOUT = Pattern.compile("res/.*\\.xml");
  private static final Pattern LIBRARY = Pattern.compile("lib/.*\\.so");
  private static final Pattern DEX = Pattern.compile("[^/]*\\.dex");
  private static final Predicate<String> CLASS =
      Pattern.compile("(?!android\\.|java\\.)[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z][\\w$]*[a-z][\\w$]*")
          .asMatchPredicate();

  private static final String OF_A_VIEW = "(Landroid/content/Context;Landroid/util/AttributeSet;)";

  /** Of fragments, of providers for menus, of views and behaviours, of layout managers. */
  private static final Set<String> LOOKED_FOR =
      Set.of(
          "()",
          "(Landroid/content/Context;)",
          OF_A_VIEW,
          "(Landroid/content/Context;Landroid/util/AttributeSet;II)");

  /** As JNI names a class. */
  private static final Predicate<String> NATIVE =
      Pattern.compile("(?!java/)[a-z]\\w*(/\\w+)+/[A-Z][\\w$]*").asMatchPredicate();

  @Override
  public List<String> faults(ApkFile apk) throws IOException {
    Map<String, Set<String>> classes = new HashMap<>();
    for (ApkFile.Entry entry : apk.entries()) {
      if (DEX.matcher(entry.name()).matches()) {
        classes.putAll(DexClasses.constructors(apk.content(entry), entry.name()));
      }
    }
    List<String> faults = new ArrayList<>();
    for (ApkFile.Entry entry : apk.entries()) {
      String name = entry.name();
      if (LIBRARY.matcher(name).matches()) {
        faults.addAll(
            new Named(name, natives(apk.content(entry)), Set.of(), false).faults(classes));
      } else if (name.equals(TABLE)) {
        faults.addAll(
            new Named(name, words(apk.content(entry), name), Set.of(), true).faults(classes));
      } else if (LAYOUT.matcher(name).matches()) {
        byte[] content = apk.content(entry);
        if (StringPool.isCompiledXml(content)) {
          Set<String> elements = XmlElements.names(content, name);
          faults.addAll(new Named(name, words(content, name), elements, true).faults(classes));
        }
      }
    }
    return faults;
  }

  /**
   * What a file of the APK names.
   *
   * @param views the elements of a layout, not one of which need be a class
   * @param made whether what it names is made by Android, by one of {@link #LOOKED_FOR}
   */
  private record Named(String file, Set<String> names, Set<String> views, boolean made) {
    /**
     * @param classes of all dex files, with their constructors
     */
    List<String> faults(Map<String, Set<String>> classes) {
      List<String> faults = new ArrayList<>();
      for (String name : names) {
        Set<String> constructors = classes.get(name);
        if (constructors == null) {
          faults.add(file + " names " + name + " but no dex has it");
        } else if (views.contains(name) && !constructors.contains(OF_A_VIEW)) {
          faults.add(file + " has a view " + name + " but its constructors are " + constructors);
        } else if (made && Collections.disjoint(constructors, LOOKED_FOR)) {
          faults.add(file + " names " + name + " but its constructors are " + constructors);
        }
      }
      return faults;
    }
  }

  private static Set<String> words(byte[] content, String file) throws IOException {
    Set<String> names = new TreeSet<>();
    StringPool.read(content, file).stream().filter(CLASS).forEach(names::add);
    return names;
  }

  /** Looks at the strings of C that have a slash: what is between two zeros. */
  private static Set<String> natives(byte[] content) {
    Set<String> names = new TreeSet<>();
    int start = 0;
    boolean slash = false;
    for (int i = 0; i < content.length; i++) {
      slash |= content[i] == '/';
      if (content[i] == 0) {
        if (slash) {
          String text = new String(content, start, i - start, StandardCharsets.ISO_8859_1);
          if (NATIVE.test(text)) {
            names.add(text.replace('/', '.'));
          }
        }
        slash = false;
        start = i + 1;
      }
    }
    return names;
  }
}
