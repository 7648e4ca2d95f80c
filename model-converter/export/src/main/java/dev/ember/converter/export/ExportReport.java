package dev.ember.converter.export;

import dev.ember.converter.export.parity.ParityReport;
import dev.ember.inference.bundle.Manifest;
import java.nio.file.Path;
import java.util.List;

/**
 * What an export made.
 *
 * @param file the bundle
 * @param bytes its size
 * @param manifest as it stands in the bundle
 * @param parity how near the bundle's model is to the checkpoint
 * @param variants the same of each further graph, in the order of the manifest
 */
public record ExportReport(
    Path file, long bytes, Manifest manifest, ParityReport parity, List<ParityReport> variants) {

  public ExportReport {
    variants = List.copyOf(variants);
  }
}
