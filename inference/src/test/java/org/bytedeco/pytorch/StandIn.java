package org.bytedeco.pytorch;

/** Stands for libtorch's types, which are not on this module's class path. */
public final class StandIn {
  private StandIn() {}

  /** Called as libtorch's own is. */
  public static void scaled_dot_product_attention() {}
}
