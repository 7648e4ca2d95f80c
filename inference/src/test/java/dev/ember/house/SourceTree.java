package dev.ember.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java files of a module, and the rules that only sources show. Each rule returns its breaches.
 */
public final class SourceTree {
  /** Longer files are feared by their own maintainers. */
  public static final int MOST_LINES = 500;

  private static final String PACKAGE_INFO = "package-info.java";
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern JAVADOC = Pattern.compile("^/\\*\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\{@link\\s+[*\\s]*([\\w.]+)");

  private final Path root;
  private final List<Path> files;

  private SourceTree(Path root, List<Path> files) {
    this.root = root;
    this.files = files;
  }

  /** All Java files under {@code root}; none is a mistake of the caller. */
  public static SourceTree read(Path root) throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      List<Path> files = found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("expected Java files under " + root + " but found none");
      }
      return new SourceTree(root, files);
    }
  }

  public List<String> filesTooLong() throws IOException {
    List<String> breaches = new ArrayList<>();
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        breaches.add(file + " has " + lines + " lines, at most " + MOST_LINES + " are allowed");
      }
    }
    return breaches;
  }

  /**
   * Packages whose {@code package-info.java} is missing, unmarked, or names none of its classes.
   */
  public List<String> packagesWithoutStory() throws IOException {
    List<String> breaches = new ArrayList<>();
    for (Path folder : packageFolders()) {
      Path info = folder.resolve(PACKAGE_INFO);
      if (!Files.exists(info)) {
        breaches.add(folder + " has no " + PACKAGE_INFO);
        continue;
      }
      String text = Files.readString(info);
      if (!text.contains("@NullMarked")) {
        breaches.add(info + " is not @NullMarked");
      }
      if (!namesClassOfItsPackage(folder, text)) {
        breaches.add(info + " has a doc that links no class of its package");
      }
    }
    return breaches;
  }

  private List<Path> packageFolders() {
    return files.stream().map(Path::getParent).distinct().toList();
  }

  private boolean namesClassOfItsPackage(Path folder, String packageInfo) {
    Matcher name = PACKAGE.matcher(packageInfo);
    Matcher doc = JAVADOC.matcher(packageInfo);
    if (!name.find() || !doc.find()) {
      return false;
    }
    Matcher link = LINK.matcher(doc.group());
    while (link.find()) {
      String target = link.group(1);
      String prefix = name.group(1) + ".";
      String simple = target.startsWith(prefix) ? target.substring(prefix.length()) : target;
      // Outer.Inner is a class of the package too.
      Path source = folder.resolve(simple.split("\\.", 2)[0] + ".java");
      if (Files.exists(source)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
