package dev.ember.app.main;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The merged manifest of each flavour, word for word: what an APK asks for and what it offers to
 * others changes only with these files. {@code -Dember.golden.write=true} writes them anew.
 */
public final class ManifestTest {
  private static final Path GOLDEN = Path.of("src", "test", "golden");
  private static final Path OFFLINE = Path.of("target", "resources", "AndroidManifest.xml");
  private static final Path ONLINE =
      Path.of("target", "online", "resources", "AndroidManifest.xml");

  @Test
  public void manifest_ofTheOfflineFlavour_isTheGoldenOne() throws IOException {
    assertGolden(OFFLINE, "manifest-ember-offline.xml");
  }

  @Test
  public void manifest_ofTheOnlineFlavour_isTheGoldenOne() throws IOException {
    assertGolden(ONLINE, "manifest-ember.xml");
  }

  @Test
  public void flavours_differByTheNetworkAlone() throws IOException {
    String offline = read(OFFLINE);
    assertThat(offline).doesNotContain("INTERNET").doesNotContain("NETWORK_STATE");
    String rest =
        read(ONLINE)
            .replace("    <uses-permission android:name=\"android.permission.INTERNET\" />\n", "")
            .replace(
                "    <uses-permission android:name=\"android.permission.ACCESS_NETWORK_STATE\""
                    + " />\n",
                "");
    assertThat(squeezed(rest)).isEqualTo(squeezed(offline));
  }

  /** HTTPS alone, and no authority that somebody has added to the phone. */
  @Test
  public void network_trustsNobodyButThePhonesOwnAuthorities() throws Exception {
    assertThat(read(ONLINE)).contains("android:networkSecurityConfig=\"@xml/network_security\"");
    Element rules = xml("network_security.xml");
    assertThat(attributes(rules, "cleartextTrafficPermitted")).containsExactly("false");
    assertThat(attributes(rules, "src")).containsExactly("system");
    for (String exception : List.of("domain-config", "debug-overrides")) {
      assertThat(rules.getElementsByTagName(exception).getLength()).as(exception).isZero();
    }
  }

  @Test
  public void shortcuts_askForWhatTheAppKnows() throws Exception {
    assertThat(read(ONLINE)).contains("android:resource=\"@xml/shortcuts\"");
    Element shortcuts = xml("shortcuts.xml");
    assertThat(attributes(shortcuts, "android:action"))
        .containsExactlyInAnyOrder(Arrival.NEW_CHAT, Arrival.MODELS);
    assertThat(attributes(shortcuts, "android:targetClass"))
        .containsOnly(MainActivity.class.getName());
  }

  private static Element xml(String name) throws Exception {
    Path file = Path.of("src", "main", "res", "xml", name);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  /** What an attribute has for its values, wherever it stands. */
  private static List<String> attributes(Element root, String name) {
    List<String> values = new ArrayList<>();
    NodeList all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String value = ((Element) all.item(i)).getAttribute(name);
      if (!value.isEmpty()) {
        values.add(value);
      }
    }
    return values;
  }

  private static void assertGolden(Path merged, String name) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("ember.golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.copy(merged, golden, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(read(merged)).isEqualTo(read(golden));
  }

  private static String squeezed(String text) {
    return text.replaceAll("(?s)<!--.*?-->", "").replaceAll("\\s+", " ");
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), UTF_8);
  }
}
