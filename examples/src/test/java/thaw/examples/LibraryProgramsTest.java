package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code examples/java} do what they say. */
class LibraryProgramsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

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
    Path file = ROOT.resolve("examples/us-dprk/sweeps/trust-patience.json");
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
    Path file = ROOT.resolve("examples/us-dprk/package.json");
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
    String text = run("java", "-cp", classPath(), ROOT + "/examples/java/SolveAGame.java");
    assertThat(text).contains("played once, complete: true");
  }

  @Test
  void theStartScriptOfJShellSolvesItsFirstExpression() throws Exception {
    assumeTrue(Files.isExecutable(tool("jshell")), "this Java has no jshell");
    Path exit = Files.writeString(folder.resolve("exit.jsh"), "/exit\n");
    String text =
        run(
            "jshell",
            "--class-path",
            classPath(),
            ROOT + "/examples/java/thaw.jsh",
            exit.toString());
    assertThat(text)
        .contains("equilibria of one play: 1")
        .doesNotContain("Error")
        .doesNotContain("cannot find symbol");
  }

  private static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  private static String classPath() {
    // Of a module without main classes there is no folder, and JShell refuses one that is not
    // there.
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(all)
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What a tool of the JDK prints, started in the root of the project. */
  private String run(String name, String... args) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(tool(name).toString()));
    command.addAll(List.of(args));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end of " + name + ": " + Files.readString(output));
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
