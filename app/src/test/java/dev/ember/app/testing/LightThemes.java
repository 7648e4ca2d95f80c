package dev.ember.app.testing;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.robolectric.res.android.ApkAssetsCookie;

/**
 * Copies of Robolectric's themes without what is empty. Each view with a theme of its own has such
 * a copy, and a copy takes 370 KB: 254 tables of a kilobyte for packages of resources that nobody
 * has, and a second object for each value, though no value changes. They were a half of a heap of
 * 1.4 GB that is collected as a whole again and again.
 *
 * <p>No package stands where the source has none, as in a theme that was not copied, and the copy
 * has the values of its source. The class is defined by {@link #define} before anybody asks for it;
 * {@code LightThemesTest} sees whether it was.
 */
final class LightThemes extends ClassVisitor {
  private static final String THEME = "org/robolectric/res/android/CppAssetManager2$Theme";
  private static final String PACKAGE =
      "org/robolectric/res/android/CppAssetManager2$Theme$ThemePackage";
  private static final String VALUE = "org/robolectric/res/android/ResourceTypes$Res_value";

  private int packages; // that are none
  private int values; // that are shared

  private LightThemes(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /**
   * Once, in the loader of Robolectric's own classes, which all Androids share.
   *
   * @throws LinkageError if Robolectric has loaded its own by now
   * @throws IllegalStateException if it copies themes in another way than it did
   */
  static void define() {
    ClassLoader robolectric = ApkAssetsCookie.class.getClassLoader();
    try (InputStream shipped =
        Objects.requireNonNull(robolectric).getResourceAsStream(THEME + ".class")) {
      ClassReader reader = new ClassReader(Objects.requireNonNull(shipped));
      ClassWriter writer = new ClassWriter(reader, 0);
      LightThemes theme = new LightThemes(writer);
      reader.accept(theme, 0);
      if (theme.packages != 1 || theme.values != 1) {
        throw new IllegalStateException(
            "expected one empty package and one value to be copied in %s but found %d and %d"
                .formatted(THEME, theme.packages, theme.values));
      }
      MethodHandles.privateLookupIn(ApkAssetsCookie.class, MethodHandles.lookup())
          .defineClass(writer.toByteArray());
    } catch (IOException | IllegalAccessException e) {
      throw new IllegalStateException("expected to define " + THEME, e);
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.equals("SetTo") ? new Copying(next) : next;
  }

  /**
   * The first package that is made, in place of one that the source does not have, is none; the
   * second, where the source has one, is made. A value is taken as it is.
   */
  private final class Copying extends MethodVisitor {
    private boolean within;

    Copying(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (packages == 0 && opcode == Opcodes.NEW && type.equals(PACKAGE)) {
        packages++;
        within = true;
        super.visitInsn(Opcodes.ACONST_NULL);
      } else {
        super.visitTypeInsn(opcode, type);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (!within) {
        super.visitInsn(opcode);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (within) {
        within = false; // its constructor was all that was left
      } else if (owner.equals(VALUE) && name.equals("copy")) {
        values++;
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }
}
