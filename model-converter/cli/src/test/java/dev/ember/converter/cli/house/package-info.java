/**
 * The rules of the house, checked on compiled classes ({@link
 * dev.ember.converter.cli.house.ClassRules}) and on source files ({@link
 * dev.ember.converter.cli.house.SourceTree}).
 */
@NullMarked
package dev.ember.converter.cli.house;

import org.jspecify.annotations.NullMarked;
