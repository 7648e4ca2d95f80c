package dev.ember.app.testing;

import java.lang.ref.Cleaner;
import libcore.util.NativeAllocationRegistry;
import org.robolectric.annotation.Implementation;
import org.robolectric.annotation.Implements;
import org.robolectric.res.android.Registries;
import org.robolectric.shadows.ShadowNativeAllocationRegistry;

/**
 * Lets go of what a theme holds when nobody has the theme any more, as Android does. Robolectric
 * keeps it for every theme of a newer Android until the JVM ends: more than a hundred megabytes
 * after forty journeys, which every full collection copies.
 */
@Implements(NativeAllocationRegistry.class)
public final class FreedThemes extends ShadowNativeAllocationRegistry {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final String THEME = "android.content.res.ResourcesImpl$ThemeImpl";

  @Override
  @Implementation
  protected Runnable registerNativeAllocation(Object owner, long id) {
    if (owner.getClass().getName().equals(THEME)) {
      CLEANER.register(owner, () -> Registries.NATIVE_THEME9_REGISTRY.unregister(id));
    }
    return super.registerNativeAllocation(owner, id);
  }
}
