package dev.ember.app.testing;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.robolectric.annotation.Implements;

/** What the class of a shadow says, without loading it. */
final class ShadowClass extends ClassVisitor {
  private static final String IMPLEMENTS = Type.getDescriptor(Implements.class);

  private final Set<String> methods = new HashSet<>();
  private @Nullable String shadowed;

  private ShadowClass() {
    super(Opcodes.ASM9);
  }

  static ShadowClass read(ClassReader reader) {
    ShadowClass shadow = new ShadowClass();
    reader.accept(shadow, ClassReader.SKIP_CODE);
    return shadow;
  }

  /** The canonical name of the class that it is for. */
  String shadowed() {
    if (shadowed == null) {
      throw new IllegalStateException("expected @Implements but found none");
    }
    return shadowed.replace('$', '.');
  }

  /** The names of its methods, and of those that they say they are for. */
  Set<String> methods() {
    return methods;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
    return annotation.equals(IMPLEMENTS) ? new ClassOfIt() : null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    methods.add(name);
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return new NameOfIt();
      }
    };
  }

  /** Of {@code @Implements}, which has a class or the name of one. */
  private final class ClassOfIt extends AnnotationVisitor {
    ClassOfIt() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(String attribute, Object value) {
      if (attribute.equals("value") && value instanceof Type type) {
        shadowed = type.getClassName();
      } else if (attribute.equals("className")) {
        shadowed = value.toString();
      }
    }
  }

  /** Of {@code @Implementation} and {@code @Filter}, where a shadow has names of its own. */
  private final class NameOfIt extends AnnotationVisitor {
    NameOfIt() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(String attribute, Object value) {
      if (attribute.equals("methodName")) {
        methods.add(value.toString().trim());
      }
    }
  }
}
