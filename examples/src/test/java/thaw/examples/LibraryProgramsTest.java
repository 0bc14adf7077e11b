package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code examples/java} do what they say. */
class LibraryProgramsTest {
  @TempDir Path folder;

  /** What a program prints. */
  private interface Program {
    void start(String... args) throws Exception;
  }

  private static String printed(Program program, String... args) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(caught);
      program.start(args);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theDilemmaHasOneEquilibriumWhenPlayedOnceAndCooperationWhenPatient() throws Exception {
    String text = printed(SolveAGame::main);
    assertThat(text).contains("complete: true", "x = [0, 1], y = [0, 1]");
    String impatient = text.substring(text.indexOf("0.2:"), text.indexOf("0.8:"));
    String patient = text.substring(text.indexOf("0.8:"));
    assertThat(impatient).contains("(0.0, 0.0)").doesNotContain("(2.0, 2.0)");
    assertThat(patient).contains("(0.0, 0.0)", "(2.0, 2.0)");
    assertThat(text).doesNotContain("false");
  }

  @Test
  void oneStepAgainstOneStepFreezesWithoutPatienceAndSettlesWithIt() throws Exception {
    String text = printed(BuildAScenario::main);
    assertThat(text).contains("patience 0.3: frozen", "patience 0.6: sustainable");
  }

  @Test
  void theSweepEvaluatesEveryPointOfTheCoarserGrid() throws Exception {
    Path file = Jdk.ROOT.resolve("examples/us-dprk/sweeps/trust-patience.json");
    Path run = folder.resolve("run");
    String text = printed(RunASweep::main, file.toString(), run.toString());
    assertThat(text).startsWith("8 points, 0 failed");
    assertThat(text.lines()).hasSize(9);
    assertThat(text)
        .contains("trust 0.00, patience 0.50: frozen")
        .contains("trust 1.00, patience 0.95: sustainable");
    assertThat(run.resolve("points.csv")).exists();
  }

  @Test
  void theFigureIsWrittenInEveryFormat() throws Exception {
    Path file = Jdk.ROOT.resolve("examples/us-dprk/package.json");
    String text = printed(DrawAFigure::main, file.toString(), folder.toString());
    List<String> lines = text.lines().toList();
    assertThat(lines.get(0)).isNotBlank();
    assertThat(lines).hasSize(6);
    for (String name : lines.subList(1, 6)) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
    assertThat(Files.readString(folder.resolve(lines.get(4)))).contains("V, attained");
  }

  @Test
  void aProgramRunsFromItsSourceFile() throws Exception {
    String text =
        Jdk.run(
            folder,
            Jdk.tool("java"),
            "-cp",
            Jdk.joined(Jdk.classPath()),
            Jdk.ROOT + "/examples/java/SolveAGame.java");
    assertThat(text).contains("played once, complete: true");
  }

  @Test
  void theStartScriptOfJShellSolvesItsFirstExpression() throws Exception {
    assumeTrue(Files.isExecutable(Jdk.tool("jshell")), "this Java has no jshell");
    Path exit = Files.writeString(folder.resolve("exit.jsh"), "/exit\n");
    String text =
        Jdk.run(
            folder,
            Jdk.tool("jshell"),
            "--class-path",
            Jdk.joined(Jdk.classPath()),
            Jdk.ROOT + "/examples/java/thaw.jsh",
            exit.toString());
    assertThat(text)
        .contains("equilibria of one play: 1")
        .doesNotContain("Error")
        .doesNotContain("cannot find symbol");
  }
}
