/**
 * What all screens that look inside have in common: which there are ({@link
 * dev.ember.app.inside.page.InsideScreen}), what text they look at ({@link
 * dev.ember.app.inside.page.InsideText}), the bar and the input line above ({@link
 * dev.ember.app.inside.page.InsidePage}), and how they say that there is nothing yet, that they
 * work, or that it did not work ({@link dev.ember.app.inside.page.LabStateView}).
 *
 * <p>A screen is a fragment with {@code inside_page_bar}, {@code inside_input} and a {@code
 * LabStateView} with the id {@code inside_state} in its layout; the registry {@code InsideScreens}
 * gets one line.
 */
@NullMarked
package dev.ember.app.inside.page;

import org.jspecify.annotations.NullMarked;
