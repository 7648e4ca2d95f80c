package dev.ember.app;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import android.content.Context;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.lifecycle.LiveData;
import androidx.lifecycle.ViewModel;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.ember.house.ArchitectureContractTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/** The rules of the house over the app, and over what assembles its APK. */
public final class ArchitectureTest extends ArchitectureContractTest {
  private static final String ESPRESSO = "androidx.test.espresso.Espresso";
  private static final String DIALOG =
      "com.google.android.material.dialog.MaterialAlertDialogBuilder";
  private static final String BUILDER = "dev.ember.app.widget.DialogBuilder";
  private static final String POPUP = "androidx.appcompat.widget.PopupMenu";
  private static final String PAGE_MENU = "dev.ember.app.widget.PageMenu";
  private static final String LAUNCHER = "androidx.activity.result.ActivityResultLauncher";
  private static final String PICKER = "dev.ember.app.widget.FilePicker";
  private static final String SCOPE = "dev.ember.app.scope.AppScope";
  private static final String SCENARIO = "androidx.test.core.app.ActivityScenario";

  public ArchitectureTest() {
    super(
        List.of("inference", "converter.export", "app.engine"),
        List.of(Path.of(""), Path.of("apk-assembly")));
  }

  /** A library of this JVM alone would be missing from the APK of tests, which is made last. */
  @Test
  public void sharedTests_checkWithWhatThePhoneHasToo() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/sharedTest/java"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(file).content().doesNotContain("import static org.assertj"));
    }
  }

  /** {@code DirectCalls} reads one list of the shadows that stand in for Android's classes. */
  @Test
  public void shadows_areAllInOneList() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .filteredOn(file -> !file.endsWith("src/test/resources/robolectric.properties"))
          .noneMatch(file -> file.endsWith("robolectric.properties"))
          .filteredOn(file -> file.toString().endsWith(".java"))
          .allSatisfy(
              file ->
                  assertThat(file).content().doesNotContainPattern("@Config\\([^)]*\\bshadows"));
    }
  }

  /** The driver waits until all that a step began is over; a test that goes past it may not. */
  @Test
  public void journeys_touchTheAppThroughTheirDriverAlone() {
    JavaClasses journeys = new ClassFileImporter().importPackages("dev.ember.app.journey");
    assertThat(journeys.get("dev.ember.app.journey.AppDriver").getDirectDependenciesFromSelf())
        .as("what the rule would see in a test")
        .anyMatch(dependency -> dependency.getTargetClass().getName().equals(ESPRESSO));
    noClasses()
        .that()
        .haveSimpleNameEndingWith("JourneyTest")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ESPRESSO)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName(SCENARIO)
        .check(journeys);
  }

  /** A dialog is a window of its own, and without help shows no ring where the keyboard is. */
  @Test
  public void dialogs_areMadeWithTheRingOfTheKeyboard() {
    assertThat(shipped().get("dev.ember.app.widget.DialogBuilder").getConstructorCallsFromSelf())
        .as("what the rule would see elsewhere")
        .anyMatch(call -> call.getTargetOwner().getName().equals(DIALOG));
    check(
        noClasses()
            .that()
            .haveSimpleNameNotEndingWith("DialogBuilder")
            .should()
            .callConstructorWhere(target(owner(name(DIALOG)))));
  }

  /** Whatever else shows one lies above the lock of the app, and is gone when the phone turns. */
  @Test
  public void dialogs_areFragments() {
    assertThat(shipped().get("dev.ember.app.widget.AskDialog").getConstructorCallsFromSelf())
        .as("what the rule would see elsewhere")
        .anyMatch(call -> call.getTargetOwner().getName().equals(BUILDER));
    check(
        noClasses()
            .that()
            .areNotAssignableTo(DialogFragment.class)
            .should()
            .callConstructorWhere(target(owner(name(BUILDER)))));
  }

  /** Any other one is still there, above the lock of the app, when its page comes back. */
  @Test
  public void menus_goWithTheirPage() {
    assertThat(shipped().get(PAGE_MENU).getConstructorCallsFromSelf())
        .as("what the rule would see elsewhere")
        .anyMatch(call -> call.getTargetOwner().getName().equals(POPUP));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PAGE_MENU)
            .should()
            .callConstructorWhere(target(owner(name(POPUP)))));
  }

  /** A phone may have no app that picks a file; who asks otherwise ends with an exception. */
  @Test
  public void files_arePickedWhereItIsSaidThatNoAppPicks() {
    assertThat(shipped().get(PICKER).getMethodCallsFromSelf())
        .as("what the rule would see elsewhere")
        .anyMatch(
            call ->
                call.getTargetOwner().getName().equals(LAUNCHER)
                    && call.getName().equals("launch"));
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PICKER)
            .and()
            .doNotHaveSimpleName("VoiceControls") // asks for permissions, as every phone does
            .and()
            .doNotHaveSimpleName("NotificationWish")
            .should()
            .callMethodWhere(target(owner(name(LAUNCHER))).and(target(name("launch")))));
  }

  /**
   * Activities, fragments, services and view models are made by Android, which hands them nothing:
   * they ask for the scope. All else is handed what it needs, so that its constructor says it.
   */
  @Test
  public void scope_isAskedForByWhatAndroidMakesAlone() {
    assertThat(shipped().get("dev.ember.app.main.MainActivity").getMethodCallsFromSelf())
        .as("what the rule would see elsewhere")
        .anyMatch(
            call -> call.getTargetOwner().getName().equals(SCOPE) && call.getName().equals("of"));
    check(
        noClasses()
            .that()
            .areNotAssignableTo(Context.class)
            .and()
            .areNotAssignableTo(Fragment.class)
            .and()
            .areNotAssignableTo(ViewModel.class)
            .should()
            .callMethodWhere(target(owner(name(SCOPE))).and(target(name("of")))));
  }

  /** What else there is, and why: decision 20. */
  @Test
  public void viewModels_haveOneState() {
    Map<String, List<String>> several =
        shipped().stream()
            .filter(type -> type.isAssignableTo(ViewModel.class))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE))
            .filter(method -> method.getRawReturnType().isAssignableTo(LiveData.class))
            .collect(
                Collectors.groupingBy(
                    method -> method.getOwner().getSimpleName(),
                    Collectors.mapping(JavaMethod::getName, Collectors.toList())));
    assertThat(several).as("what the rule looks at").containsKey("ModelsViewModel");
    several.values().removeIf(states -> states.size() == 1);

    assertThat(several).containsOnlyKeys("AttentionModel", "ChatViewModel", "LabellerModel");
    assertThat(several.get("AttentionModel")).containsExactlyInAnyOrder("map", "lens");
    assertThat(several.get("ChatViewModel"))
        .containsExactlyInAnyOrder("state", "draft", "slowedByWarmth");
    assertThat(several.get("LabellerModel")).containsExactlyInAnyOrder("state", "prompt", "chosen");
  }
}
