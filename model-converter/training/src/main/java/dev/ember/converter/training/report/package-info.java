/**
 * What a finished model says, for people to judge: {@link
 * dev.ember.converter.training.report.ProbeReport}.
 */
@NullMarked
package dev.ember.converter.training.report;

import org.jspecify.annotations.NullMarked;
