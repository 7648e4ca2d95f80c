package dev.ember.app.testing;

import java.util.function.Predicate;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.robolectric.internal.bytecode.InvokeDynamicSupport;

/**
 * A class that Robolectric has instrumented, with some of its methods calling their own code again.
 * What was in {@code measure} is in {@code $$robo$$android_view_View$measure} there, and {@code
 * measure} has one instruction besides its arguments: it asks Robolectric whom to call. That one
 * becomes the call, in constructors too.
 */
final class DirectClass extends ClassVisitor {
  private static final String ASKED = Type.getInternalName(InvokeDynamicSupport.class);
  private static final Integer JAVA = 0; // 1 is a native method, for which there is other code

  private final Predicate<String> shadowed;

  /**
   * @param shadowed whether a shadow may stand in for a method of this name, or for {@code
   *     __constructor__}
   */
  DirectClass(ClassVisitor next, Predicate<String> shadowed) {
    super(Opcodes.ASM9, next);
    this.shadowed = shadowed;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return name.startsWith("$$robo$$") ? next : new DirectMethod(next);
  }

  private final class DirectMethod extends MethodVisitor {
    DirectMethod(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      if (bootstrap.getOwner().equals(ASKED)
          && arguments.length == 2
          && arguments[0] instanceof Handle own
          && arguments[1].equals(JAVA)
          && !shadowed.test(name)) {
        boolean isStatic = own.getTag() == Opcodes.H_INVOKESTATIC;
        super.visitMethodInsn(
            isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
            own.getOwner(),
            own.getName(),
            own.getDesc(),
            own.isInterface());
      } else {
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
      }
    }
  }
}
