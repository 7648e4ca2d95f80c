package dev.ember.assembly.resource;

import dev.ember.assembly.archive.ExplodedAar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the R classes: the application's has every resource; each library's code reads its own
 * package's {@code R}, with the names of its {@code R.txt} and the ids that only the application's
 * link gave them.
 *
 * <p>No field is final: javac copies a constant into the code that names it, and R8, which shrinks
 * the resources with the code, must see who names what.
 *
 * <p>Class files and not sources: some fifty packages with thousands of names would be compiled and
 * checked again with each build.
 */
final class RClasses {

  private static final String INT_ARRAY = "[I";
  private static final int NESTED_FLAGS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
  private static final int FIELD_FLAGS = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private final Symbols linked;

  RClasses(Symbols linked) {
    this.linked = linked;
  }

  /** Writes {@code R} of the application and of each library below a root. */
  void write(List<ExplodedAar> libraries, String applicationPackage, Path root) throws IOException {
    Map<String, TreeSet<Symbols.Key>> packages = new TreeMap<>();
    for (ExplodedAar library : libraries) {
      TreeSet<Symbols.Key> names =
          packages.computeIfAbsent(library.packageName(), p -> new TreeSet<>());
      for (Symbols.Key key : Symbols.read(library.symbols()).keys()) {
        if (linked.has(key)) {
          names.add(key);
        }
      }
    }
    TreeSet<Symbols.Key> all = new TreeSet<>();
    linked.keys().forEach(all::add);
    packages.put(applicationPackage, all);
    for (Map.Entry<String, TreeSet<Symbols.Key>> entry : packages.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        writePackage(entry.getKey().replace('.', '/') + "/R", entry.getValue(), root);
      }
    }
  }

  private void writePackage(String outer, Set<Symbols.Key> keys, Path root) throws IOException {
    Map<String, List<Symbols.Key>> byType = new TreeMap<>();
    for (Symbols.Key key : keys) {
      byType.computeIfAbsent(key.type(), type -> new ArrayList<>()).add(key);
    }
    ClassWriter writer = begin(outer);
    for (String type : byType.keySet()) {
      writer.visitInnerClass(outer + "$" + type, outer, type, NESTED_FLAGS);
    }
    save(writer, root.resolve(outer + ".class"));
    for (Map.Entry<String, List<Symbols.Key>> entry : byType.entrySet()) {
      writeType(outer, entry.getKey(), entry.getValue(), root);
    }
  }

  private void writeType(String outer, String type, List<Symbols.Key> keys, Path root)
      throws IOException {
    String name = outer + "$" + type;
    ClassWriter writer = begin(name);
    writer.visitInnerClass(name, outer, type, NESTED_FLAGS);
    MethodVisitor init = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    init.visitCode();
    for (Symbols.Key key : keys) {
      if (key.array()) {
        writer.visitField(FIELD_FLAGS, javaName(key), INT_ARRAY, null, null).visitEnd();
        assignArray(init, name, key);
      } else {
        writer.visitField(FIELD_FLAGS, javaName(key), "I", null, null).visitEnd();
        init.visitLdcInsn(linked.ids(key).get(0));
        init.visitFieldInsn(Opcodes.PUTSTATIC, name, javaName(key), "I");
      }
    }
    init.visitInsn(Opcodes.RETURN);
    init.visitMaxs(0, 0);
    init.visitEnd();
    save(writer, root.resolve(name + ".class"));
  }

  private void assignArray(MethodVisitor init, String owner, Symbols.Key key) {
    List<Integer> ids = linked.ids(key);
    init.visitLdcInsn(ids.size());
    init.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
    for (int i = 0; i < ids.size(); i++) {
      init.visitInsn(Opcodes.DUP);
      init.visitLdcInsn(i);
      init.visitLdcInsn(ids.get(i));
      init.visitInsn(Opcodes.IASTORE);
    }
    init.visitFieldInsn(Opcodes.PUTSTATIC, owner, javaName(key), INT_ARRAY);
  }

  private static String javaName(Symbols.Key key) {
    return key.name().replace('.', '_');
  }

  private static ClassWriter begin(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int flags = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER;
    writer.visit(Opcodes.V1_8, flags, name, null, "java/lang/Object", null);
    return writer;
  }

  /** A class that is as it was keeps its time: what javac made of it is not stale. */
  private static void save(ClassWriter writer, Path file) throws IOException {
    writer.visitEnd();
    byte[] made = writer.toByteArray();
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), made)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, made);
  }
}
