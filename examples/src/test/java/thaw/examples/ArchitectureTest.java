package thaw.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "thaw", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("thaw.model..")
          .layer("solver")
          .definedBy("thaw.solver..")
          .layer("charts")
          .definedBy("thaw.charts..")
          .layer("sweep")
          .definedBy("thaw.sweep..")
          .layer("cli")
          .definedBy("thaw.cli..")
          .layer("spark")
          .definedBy("thaw.spark..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("spark")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("sweep")
          .mayOnlyBeAccessedByLayers("cli", "spark")
          .whereLayer("charts")
          .mayOnlyBeAccessedByLayers("sweep", "cli")
          .whereLayer("solver")
          .mayOnlyBeAccessedByLayers("charts", "sweep", "cli");

  @ArchTest
  static final ArchRule SOLVERS_KNOW_NO_FILE =
      noClasses()
          .that()
          .resideInAPackage("thaw.solver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio.file..", "thaw.model.io..");

  @ArchTest
  static final ArchRule CHECKERS_USE_NOTHING_OF_THE_SOLVERS_THEY_CHECK =
      noClasses()
          .that()
          .resideInAPackage("thaw.solver.verify..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "thaw.solver.spe..",
              "thaw.solver.freeze..",
              "thaw.solver.design..",
              "thaw.solver.monitoring..",
              "thaw.solver.nash..",
              "thaw.solver.markov..",
              "thaw.solver.transfers..",
              "thaw.solver.trust..");

  @ArchTest
  static final ArchRule SPARK_IS_KNOWN_TO_ITS_MODULE_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("thaw.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule LINEAR_IS_THE_ONE_DOOR_TO_OJALGO =
      noClasses()
          .that()
          .resideOutsideOfPackage("thaw.solver.linear..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.ojalgo..");
}
