/**
 * Makes an Android application package out of compiled classes with Google's own tools, taken from
 * Maven Central: no Android SDK, no Gradle. Begin at {@link dev.ember.assembly.Assembly}.
 *
 * <pre>{@code
 * AARs -> explode -> classes, compiled resources, manifests
 *                      -> resources -> merged manifest, resources.ap_, R classes   (before javac)
 *                                        -> package -> dex, closure, ZIP, signature, checks
 * }</pre>
 *
 * <p>Traps: a multiplatform root resolves as an AAR without classes and without an error; an
 * archive without dex once packed, signed and verified; the framework jar that serves as
 * android.jar has hidden members. Each has a check here that fails the build.
 */
@NullMarked
package dev.ember.assembly;

import org.jspecify.annotations.NullMarked;
