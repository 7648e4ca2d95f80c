package dev.ember.assembly.dex;

import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import java.util.ArrayList;
import java.util.List;

/** Keeps what R8 complains about, for the message of the failure; its remarks are dropped. */
final class CollectedDiagnostics implements DiagnosticsHandler {

  private final List<String> errors = new ArrayList<>();

  @Override
  public void error(Diagnostic error) {
    errors.add(error.getOrigin() + ": " + error.getDiagnosticMessage());
  }

  @Override
  public void warning(Diagnostic warning) {}

  @Override
  public void info(Diagnostic info) {}

  @Override
  public String toString() {
    return String.join("\n", errors);
  }
}
