package dev.ember.assembly.testing;

import dev.ember.assembly.archive.ZipWriter;
import dev.ember.assembly.resource.Aapt2;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes small archives and classes. */
public final class Jars {

  private Jars() {}

  /** Writes a ZIP with the given entries, in the order of their names. */
  public static Path write(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipWriter writer = new ZipWriter(file)) {
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
        writer.deflate(entry.getKey(), entry.getValue());
      }
    }
    return file;
  }

  /** Writes the framework's own resources, which apktool carries in its jar. */
  public static Path frameworkResources(Path file) throws IOException {
    try (InputStream in = Aapt2.class.getResourceAsStream("/prebuilt/android-framework.jar")) {
      if (in == null) {
        throw new IOException("apktool-lib has no framework");
      }
      return Files.write(file, in.readAllBytes());
    }
  }

  /** Returns a class without members; {@code name} is as {@code a/B}. */
  public static byte[] emptyClass(String name) {
    ClassWriter writer = begin(name);
    writer.visitEnd();
    return writer.toByteArray();
  }

  /**
   * Returns a class without other members.
   *
   * @param parameters of each of its constructors, as {@code La/B;I}
   */
  public static byte[] constructed(String name, String... parameters) {
    ClassWriter writer = begin(name);
    for (String each : parameters) {
      MethodVisitor made =
          writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "(" + each + ")V", null, null);
      made.visitCode();
      made.visitVarInsn(Opcodes.ALOAD, 0);
      made.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
      made.visitInsn(Opcodes.RETURN);
      made.visitMaxs(0, 0);
      made.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Returns a class whose method {@code run} calls {@code owner.method()}. */
  public static byte[] caller(String name, String owner, String method) {
    ClassWriter writer = begin(name);
    MethodVisitor run =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
    run.visitCode();
    run.visitMethodInsn(Opcodes.INVOKESTATIC, owner, method, "()V", false);
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Returns a class that has a text. */
  public static byte[] saying(String name, String text) {
    ClassWriter writer = begin(name);
    MethodVisitor run =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()V", null, null);
    run.visitCode();
    run.visitLdcInsn(text);
    run.visitInsn(Opcodes.POP);
    run.visitInsn(Opcodes.RETURN);
    run.visitMaxs(0, 0);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static ClassWriter begin(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    writer.visit(Opcodes.V17, flags, name, null, "java/lang/Object", null);
    return writer;
  }
}
