/** Models on their way in, through every fault: {@link dev.ember.app.jobs.ModelIntakeTest}. */
@NullMarked
package dev.ember.app.jobs;

import org.jspecify.annotations.NullMarked;
