package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ctrl-C does to a command that runs. */
class InterruptTest {
  private static final String SCENARIO = "../examples/us-dprk/package.json";
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @Test
  void anInterruptedSolveExitsWith130SaysSoAndLeavesNothingBehind() throws Exception {
    Path errors = folder.resolve("errors");
    Path runs = Files.createDirectory(folder.resolve("runs"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dthaw.terminal=true",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "solve",
            SCENARIO,
            "--concept",
            "spe",
            "--tolerance",
            "1e-15",
            "-o",
            runs.resolve("out").toString());
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (process.isAlive() && !text(errors).contains("sweep")) {
        Thread.sleep(20);
      }
      assumeTrue(signal(process), "this system has no kill command, or ignores the signal");
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(text(errors)).isEqualTo(Main.INTERRUPTED);
      assertThat(text(errors)).contains("thaw: interrupted").doesNotContain("\tat ");
      try (Stream<Path> left = Files.list(runs)) {
        assertThat(left).isEmpty();
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  static boolean signal(Process process) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of("/bin/sh"))) {
      return false;
    }
    // a shell in the background ignores SIGINT, and so do its children
    String ignored =
        Files.isReadable(Path.of("/proc/self/status"))
            ? Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> line.substring("SigIgn:".length()).strip())
                .findFirst()
                .orElse("0")
            : "0";
    boolean listens = (Long.parseUnsignedLong(ignored, 16) & 2) == 0;
    return listens
        && new ProcessBuilder("/bin/sh", "-c", "kill -INT " + process.pid()).start().waitFor() == 0;
  }
}
