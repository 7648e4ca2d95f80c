package dev.ember.converter.training.run;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** What a stage's command does once its options are known to be right. */
public interface StageWork {

  /**
   * Works to the end, or until told to stop.
   *
   * @return whether it came to the end
   */
  boolean execute(BooleanSupplier stop) throws IOException;
}
