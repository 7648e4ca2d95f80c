package dev.ember.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;

/** The compiled classes that the rules are for: all of the project's, but those of its tests. */
public final class ShippedClasses {

  private static final Pattern RESOURCE_NUMBERS = Pattern.compile(".*/R(\\$[a-z]+)?\\.class");

  private ShippedClasses() {}

  /** Those on the class path of the running test, which are its module's and the ones below. */
  public static JavaClasses onClassPath() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        // In a whole build the tests of other modules come as jars.
        .withImportOption(location -> !location.contains("-tests.jar"))
        // The numbers of the app's resources, which every package of it reads.
        .withImportOption(location -> !location.matches(RESOURCE_NUMBERS))
        .importPackages("dev.ember");
  }
}
