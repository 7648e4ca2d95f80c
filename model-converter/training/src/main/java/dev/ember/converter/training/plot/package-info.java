/**
 * Pictures of numbers, drawn by XChart: {@link dev.ember.converter.training.plot.LinePlot}, {@link
 * dev.ember.converter.training.plot.HeatPlot} and {@link dev.ember.converter.training.plot.BarPlot}
 * each give the bytes of a PNG.
 *
 * <p>Trap: Java draws text with the fonts of the system, so a machine without any cannot draw; the
 * Debian packages of Java bring some.
 */
@NullMarked
package dev.ember.converter.training.plot;

import org.jspecify.annotations.NullMarked;
