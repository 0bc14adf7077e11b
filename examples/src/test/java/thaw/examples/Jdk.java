package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The tools of the JDK that runs the tests, as a reader of the manual starts them. */
final class Jdk {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Jdk() {}

  static Path tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  /** What the tests were started with, without what is not there. */
  static List<Path> classPath() {
    // Of a module without main classes there is no folder, and JShell refuses one that is not
    // there.
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(all)
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  static String joined(List<Path> paths) {
    return String.join(File.pathSeparator, paths.stream().map(Path::toString).toList());
  }

  /**
   * What a program prints, started in the root of the project; it has to end without an error.
   *
   * @param folder for what it prints
   */
  static String run(Path folder, Path program, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
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
      throw new AssertionError("no end of " + program + ": " + Files.readString(output));
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
