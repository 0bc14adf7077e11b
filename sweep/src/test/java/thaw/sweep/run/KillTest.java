package thaw.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Model;

/** What remains of a sweep whose process is killed. */
class KillTest {
  private static final int POINTS = 70_000;
  private static final int KILLS = 3;

  @TempDir Path temp;

  @Test
  void aProcessKilledAtRandomMomentsContinuesToTheSameTables() throws Exception {
    Path folder = temp.resolve("killed");
    Path log = folder.resolve(Store.FOLDER).resolve(BlockFile.name(0));
    Random random = new Random(11);
    long before = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("output").toFile())
              .start();
      try {
        while (child.isAlive() && size(log) <= before) {
          Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(200));
      } finally {
        child.destroyForcibly();
      }
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(size(log)).as(Files.readString(temp.resolve("output"))).isGreaterThan(before);
      before = size(log);
    }
    assertThat(Run.open(folder).isComplete()).as("nothing was left to kill").isFalse();
    assertThat(sweep(folder).complete()).isTrue();
    Path undisturbed = temp.resolve("undisturbed");
    sweep(undisturbed);
    Map<String, byte[]> whole = SweepTest.tables(undisturbed);
    assertThat(SweepTest.tables(folder)).containsExactlyEntriesOf(whole);
  }

  @Test
  void tablesHaveTheSameBytesWhateverHashCodesObjectsHave() throws Exception {
    Path here = temp.resolve("here");
    Sweep.withDefaults().run(Jobs.mixed(50), here, () -> false, Sweep.Listener.silent());
    Map<String, byte[]> tables = SweepTest.tables(here);
    for (int kind = 1; kind <= 4; kind++) {
      Path there = temp.resolve("there" + kind);
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UnlockExperimentalVMOptions",
                  "-XX:+IgnoreUnrecognizedVMOptions",
                  "-XX:hashCode=" + kind,
                  "-cp",
                  System.getProperty("java.class.path"),
                  Mixed.class.getName(),
                  there.toString())
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("output").toFile())
              .start();
      assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(Files.readString(temp.resolve("output"))).isZero();
      assertThat(SweepTest.tables(there)).containsExactlyEntriesOf(tables);
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static Sweep.Result sweep(Path folder) throws IOException {
    return Sweep.withDefaults()
        .run(Jobs.closedForm(POINTS), folder, () -> false, Sweep.Listener.silent());
  }

  /** The same sweep, but its points take a while. */
  static final class Child {
    private static final long NANOS = 200_000;

    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Model slow =
          new Jobs.Plain() {
            @Override
            public Evaluation evaluate(double[] values, long seed, Clock clock) {
              long end = System.nanoTime() + NANOS;
              while (System.nanoTime() < end) {
                clock.check();
              }
              return Jobs.sum(values, seed);
            }
          };
      Sweep.withDefaults()
          .run(Jobs.of(POINTS, slow), Path.of(arguments[0]), () -> false, Sweep.Listener.silent());
    }
  }

  /** A small sweep with all kinds of rows. */
  static final class Mixed {
    private Mixed() {}

    public static void main(String[] arguments) throws IOException {
      Sweep.withDefaults()
          .run(Jobs.mixed(50), Path.of(arguments[0]), () -> false, Sweep.Listener.silent());
    }
  }
}
