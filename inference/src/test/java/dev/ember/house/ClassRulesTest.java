package dev.ember.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.ember.app.breach.Pocket;
import dev.ember.converter.export.breach.Upwards;
import dev.ember.converter.training.breach.Trainer;
import dev.ember.inference.breach.Noise;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Test;

/** Each rule sees the breach that was made for it. */
public final class ClassRulesTest {
  @SuppressWarnings("NullAway.Init") // set once before all tests
  private static JavaClasses breaches;

  @BeforeClass
  public static void importBreaches() {
    breaches =
        new ClassFileImporter()
            .importPackagesOf(Noise.class, Upwards.class, Trainer.class, Pocket.class);
  }

  @Test
  public void dependenciesPointOneWay_inferenceUsesExport_isSeen() {
    assertSeen(ClassRules.dependenciesPointOneWay(), "PointsUpwards");
  }

  @Test
  public void dependenciesPointOneWay_appTrains_isSeen() {
    assertSeen(ClassRules.dependenciesPointOneWay(), "Pocket.trainer");
  }

  @Test
  public void dependenciesPointOneWay_exportUsesTheApp_isSeen() {
    assertSeen(ClassRules.dependenciesPointOneWay(), "Upwards.pocket");
  }

  @Test
  public void packagesHaveNoCycles_twoPackagesUseEachOther_isSeen() {
    assertSeen(ClassRules.packagesHaveNoCycles(), "Upwards");
  }

  @Test
  public void onlyTflitePackagesNameTensorFlowLite_anotherDoes_isSeen() {
    assertSeen(ClassRules.onlyTflitePackagesNameTensorFlowLite(), "FlatBufferModel");
  }

  @Test
  public void onlyTrainingNamesLibtorch_inferenceDoes_isSeen() {
    assertSeen(ClassRules.onlyTrainingNamesLibtorch(), "pytorch.StandIn");
  }

  @Test
  public void nothingAttendsByTheFusedOperator_trainerDoes_isSeen() {
    assertSeen(ClassRules.nothingAttendsByTheFusedOperator(), "Trainer.attend");
  }

  @Test
  public void onlyDownloadsOpenConnections_anotherDoes_isSeen() {
    assertSeen(ClassRules.onlyDownloadsOpenConnections(), "Calls.home");
  }

  @Test
  public void buffersAreWrittenWhole_oneShot_isSeen() {
    assertSeen(ClassRules.buffersAreWrittenWhole(), "WritesInPart");
  }

  @Test
  public void noClassIsNamedForNothing_helper_isSeen() {
    assertSeen(ClassRules.noClassIsNamedForNothing(), "NamingHelper");
  }

  @Test
  public void inferencePrintsNothing_systemOut_isSeen() {
    assertSeen(ClassRules.inferencePrintsNothing(), "Prints.print");
  }

  @Test
  public void inferenceStartsNoThread_eachWay_isSeen() {
    for (String way : List.of("StartsThread.start", "AsksForExecutor", "RunsInParallel.sum")) {
      assertSeen(ClassRules.inferenceStartsNoThread(), way);
    }
  }

  private static void assertSeen(ArchRule rule, String breach) {
    assertThat(rule.evaluate(breaches).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains(breach));
  }
}
