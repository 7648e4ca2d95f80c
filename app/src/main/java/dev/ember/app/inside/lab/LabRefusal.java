package dev.ember.app.inside.lab;

/** A look that cannot be: what it would need, and what there is. */
public final class LabRefusal extends Exception {
  private static final long serialVersionUID = 1;

  private final LabFault fault;
  private final long needed;
  private final long available;

  /**
   * @param needed bytes or tokens, as the fault has it
   */
  public LabRefusal(LabFault fault, long needed, long available) {
    super(fault + ": expected at most " + available + " but found " + needed);
    this.fault = fault;
    this.needed = needed;
    this.available = available;
  }

  /** A model that lacks something. */
  public static LabRefusal unfit(String detail) {
    return new LabRefusal(detail);
  }

  private LabRefusal(String detail) {
    super(detail);
    fault = LabFault.UNFIT;
    needed = 0;
    available = 0;
  }

  LabFault fault() {
    return fault;
  }

  long needed() {
    return needed;
  }

  long available() {
    return available;
  }
}
