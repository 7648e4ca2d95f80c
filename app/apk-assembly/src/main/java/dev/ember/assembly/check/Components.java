package dev.ember.assembly.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The classes that a manifest names and that Android makes by their names. */
final class Components {

  private static final List<String> TAGS =
      List.of("activity", "application", "instrumentation", "provider", "receiver", "service");
  private static final List<String> ATTRIBUTES = List.of("name", "appComponentFactory");
  private static final String ANDROID = "http://schemas.android.com/apk/res/android";

  private Components() {}

  /** Returns the class names in a merged manifest, whose names the merger made absolute. */
  static List<String> of(Path manifest) throws IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Document document;
    try {
      document = factory.newDocumentBuilder().parse(manifest.toFile());
    } catch (ParserConfigurationException e) {
      throw new AssertionError("every Java platform has an XML parser", e);
    } catch (SAXException e) {
      throw new IOException("cannot read " + manifest, e);
    }
    List<String> classes = new ArrayList<>();
    for (String tag : TAGS) {
      NodeList elements = document.getElementsByTagName(tag);
      for (int i = 0; i < elements.getLength(); i++) {
        if (elements.item(i) instanceof Element element) {
          addClasses(element, classes);
        }
      }
    }
    return classes;
  }

  private static void addClasses(Element element, List<String> classes) {
    for (String attribute : ATTRIBUTES) {
      String value = element.getAttributeNS(ANDROID, attribute);
      if (!value.isEmpty()) {
        classes.add(value);
      }
    }
  }
}
