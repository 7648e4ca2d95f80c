package dev.ember.app.words;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The texts of one language, as the resource files have them; plurals by {@code name/quantity}. */
final class StringsFile {
  private static final Path RESOURCES = Path.of("src", "main", "res");
  private static final Pattern ARGUMENT = Pattern.compile("%(\\d+)\\$,?([sd])");

  private final Map<String, String> texts = new LinkedHashMap<>();

  private StringsFile() {}

  /**
   * @param folder {@code "values"} or {@code "values-zh-rCN"}
   */
  static StringsFile read(String folder)
      throws IOException, ParserConfigurationException, SAXException {
    StringsFile file = new StringsFile();
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(RESOURCES.resolve(folder), "strings*.xml")) {
      for (Path part : parts) {
        file.add(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(part.toFile()));
      }
    }
    return file;
  }

  private void add(Document document) {
    NodeList strings = document.getElementsByTagName("string");
    for (int i = 0; i < strings.getLength(); i++) {
      Element string = (Element) strings.item(i);
      if (!string.getAttribute("translatable").equals("false")) {
        texts.put(string.getAttribute("name"), text(string));
      }
    }
    NodeList items = document.getElementsByTagName("item");
    for (int i = 0; i < items.getLength(); i++) {
      Element item = (Element) items.item(i);
      String plural = ((Element) item.getParentNode()).getAttribute("name");
      texts.put(plural + "/" + item.getAttribute("quantity"), text(item));
    }
  }

  /** With line ends in place of what stands for them. */
  private static String text(Element element) {
    return element.getTextContent().replace("\\n", "\n");
  }

  Map<String, String> texts() {
    return texts;
  }

  /** Names without quantities. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    texts.keySet().forEach(key -> names.add(name(key)));
    return names;
  }

  /** For each name, its arguments with their types, such as {@code 1d, 2s}. */
  Map<String, Set<String>> arguments() {
    Map<String, Set<String>> all = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          Set<String> found = all.computeIfAbsent(name(key), name -> new TreeSet<>());
          Matcher matcher = ARGUMENT.matcher(text);
          while (matcher.find()) {
            found.add(matcher.group(1) + matcher.group(2));
          }
        });
    return all;
  }

  private static String name(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }
}
