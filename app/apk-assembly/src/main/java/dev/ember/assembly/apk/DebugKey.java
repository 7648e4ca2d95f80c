package dev.ember.assembly.apk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * The key of debug builds. It lies in the repository with its password, as everybody's debug key
 * does, so that the build of one machine updates that of another; it proves nothing about who built
 * an APK. A release is signed by a key that is not here.
 *
 * @param alias of the key in its store
 * @param privateKey that signs
 * @param certificate that goes into the APK
 */
public record DebugKey(String alias, PrivateKey privateKey, X509Certificate certificate) {

  /** The alias and the password that Android's own tools use for a debug key. */
  private static final String ALIAS = "androiddebugkey";

  private static final String PASSWORD = "android";

  /** Reads a PKCS #12 file with one key. */
  public static DebugKey read(Path file) throws IOException {
    char[] password = PASSWORD.toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyStore.Entry entry = store.getEntry(ALIAS, new KeyStore.PasswordProtection(password));
      if (entry instanceof PrivateKeyEntry key
          && key.getCertificate() instanceof X509Certificate certificate) {
        return new DebugKey(ALIAS, key.getPrivateKey(), certificate);
      }
      throw new IOException(file + ": expected a key named " + ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
