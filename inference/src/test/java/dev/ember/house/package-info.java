/**
 * The rules of the house, for the tests of every module: on compiled classes ({@link
 * dev.ember.house.ClassRules}, over {@link dev.ember.house.ShippedClasses}) and on source files
 * ({@link dev.ember.house.SourceTree}).
 */
@NullMarked
package dev.ember.house;

import org.jspecify.annotations.NullMarked;
