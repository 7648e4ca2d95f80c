package dev.ember.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/** The Java files of all modules, for tests that hold documents to them. */
public final class Sources {
  /** The folder of the reactor. */
  public static final Path ROOT = Path.of("..");

  private static final String JAVA = ".java";

  private Sources() {}

  /**
   * Their texts by their simple names; what several modules have by one name is one text.
   *
   * @param ending of the simple names, such as {@code "Test"}; empty takes all
   */
  public static Map<String, String> named(String ending) throws IOException {
    Map<String, String> sources = new HashMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean left = name.equals("target") || (name.startsWith(".") && !folder.equals(ROOT));
            return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = file.getFileName().toString();
            if (name.endsWith(ending + JAVA)) {
              String source = Files.readString(file, UTF_8);
              sources.merge(name.replace(JAVA, ""), source, String::concat);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
