/** The measurement and its report: {@link dev.ember.app.benchmark.BenchmarkReportTest}. */
@NullMarked
package dev.ember.app.benchmark;

import org.jspecify.annotations.NullMarked;
