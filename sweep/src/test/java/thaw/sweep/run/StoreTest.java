package thaw.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Row;

/** What becomes of a run folder when something goes wrong with it. */
class StoreTest {
  /** The file system, without waiting for it. */
  private static final Disk QUICK =
      new Disk() {
        @Override
        public Sink open(Path file, long keep) throws IOException {
          Sink sink = Disk.super.open(file, keep);
          return new Sink() {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
              sink.write(bytes, from, length);
            }

            @Override
            public void sync() {}

            @Override
            public void close() throws IOException {
              sink.close();
            }
          };
        }
      };

  @TempDir Path temp;

  @Test
  void aFileCutOffAtAnyByteIsContinuedToTheSameTables() throws IOException {
    Job job = Jobs.closedForm(3);
    Path folder = temp.resolve("run");
    run(job, folder);
    Map<String, byte[]> whole = SweepTest.tables(folder);
    Path log = folder.resolve(Store.FOLDER).resolve(BlockFile.name(0));
    byte[] bytes = Files.readAllBytes(log);
    List<Integer> silent = new ArrayList<>();
    for (int length = 0; length < bytes.length; length++) {
      Files.write(log, Arrays.copyOf(bytes, length));
      if (run(job, folder).isEmpty()) {
        silent.add(length);
      }
      assertThat(SweepTest.tables(folder)).as("cut at %d", length).containsExactlyEntriesOf(whole);
    }
    int record = (bytes.length - BlockFile.HEADER) / 3;
    assertThat(silent)
        .as("where nothing is lost but whole records")
        .containsExactly(
            0, BlockFile.HEADER, BlockFile.HEADER + record, BlockFile.HEADER + 2 * record);
  }

  @Test
  void aByteChangedAnywhereInTheLogIsNoticedAndRepaired() throws IOException {
    Job job = Jobs.closedForm(3);
    Path folder = temp.resolve("run");
    run(job, folder);
    Map<String, byte[]> whole = SweepTest.tables(folder);
    List<Row> rows = rows(folder);
    Path log = folder.resolve(Store.FOLDER).resolve(BlockFile.name(0));
    byte[] bytes = Files.readAllBytes(log);
    Random random = new Random(3);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(log, changed);
      if (at >= BlockFile.HEADER) {
        assertThatThrownBy(() -> rows(folder))
            .as("read with byte %d changed", at)
            .hasCauseInstanceOf(RunRefused.class)
            .hasMessageContaining(log.toString());
        for (int point = 0; point < 3; point++) {
          Row known = rows.get(point);
          Run.open(folder)
              .find(point)
              .ifPresent(found -> assertThat(found.row().outcomes()).isEqualTo(known.outcomes()));
        }
      }
      List<String> notes = run(job, folder);
      assertThat(notes).as("byte %d changed", at).hasSize(1);
      assertThat(notes.get(0)).contains(log.toString());
      assertThat(SweepTest.tables(folder)).as("byte %d", at).containsExactlyEntriesOf(whole);
    }
  }

  @Test
  void garbageZerosAndHolesInTheMiddleCostOnlyTheRecordsTheyHit() throws IOException {
    Job job = Jobs.closedForm(40);
    Path folder = temp.resolve("run");
    run(job, folder);
    Map<String, byte[]> whole = SweepTest.tables(folder);
    Path log = folder.resolve(Store.FOLDER).resolve(BlockFile.name(0));
    byte[] bytes = Files.readAllBytes(log);
    int record = (bytes.length - BlockFile.HEADER) / 40;
    Random random = new Random(4);
    for (int round = 0; round < 30; round++) {
      byte[] changed = bytes.clone();
      int from = BlockFile.HEADER + random.nextInt(30 * record);
      int length = 1 + random.nextInt(3 * record);
      byte[] garbage = new byte[length];
      if (round % 2 == 0) {
        random.nextBytes(garbage);
      }
      System.arraycopy(garbage, 0, changed, from, length);
      Files.write(log, changed);
      List<String> notes = run(job, folder);
      assertThat(notes).hasSize(1);
      assertThat(notes.get(0)).contains("damaged at bytes").contains("computed again: point");
      assertThat(SweepTest.tables(folder)).containsExactlyEntriesOf(whole);
      // points finish in some order or other, so only their number is known
      assertThat(Files.size(log)).isEqualTo(bytes.length);
    }
  }

  @Test
  void aChangedIdentityIsRefusedOrChangesNothing() throws IOException {
    Job job = Jobs.closedForm(5);
    Path folder = temp.resolve("run");
    run(job, folder);
    Map<String, byte[]> whole = SweepTest.tables(folder);
    Path file = folder.resolve(Identity.NAME);
    byte[] bytes = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      try {
        run(job, folder);
        assertThat(SweepTest.tables(folder)).containsExactlyEntriesOf(whole);
      } catch (RunRefused e) {
        assertThat(e).hasMessageContaining(file.toString()).hasMessageContaining("--force");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(bytes.length / 2);
    Sweep force = Sweep.withDefaults().with(Sweep.Options.defaults().withForce(true));
    Files.writeString(file, "{");
    force.run(job, folder, () -> false, Sweep.Listener.silent());
    assertThat(SweepTest.tables(folder)).containsExactlyEntriesOf(whole);
  }

  @Test
  void aFolderOfAnotherVersionRunShardOrOwnerIsRefusedAndSaysHowItDiffers() throws IOException {
    Job job = Jobs.closedForm(5);
    Path folder = temp.resolve("run");
    run(job, folder);
    assertThatThrownBy(() -> run(Jobs.withVersion(job, "9.9.9"), folder))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("Thaw 1.2.3")
        .hasMessageContaining("Thaw 9.9.9");
    assertThatThrownBy(() -> run(Jobs.withText(job, "new", "{\n  \"a\": 2\n}\n"), folder))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("line 2 of its file was \"a\": 1 and is \"a\": 2");
    Sweep half = Sweep.withDefaults().with(Sweep.Options.defaults().withShard(new Shard(1, 2)));
    assertThatThrownBy(() -> half.run(job, folder, () -> false, Sweep.Listener.silent()))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("shard 1/1, not 1/2");
    Path own = Files.createDirectory(temp.resolve("own"));
    Files.writeString(own.resolve("thesis.txt"), "years of work");
    Sweep force = Sweep.withDefaults().with(Sweep.Options.defaults().withForce(true));
    assertThatThrownBy(() -> force.run(job, own, () -> false, Sweep.Listener.silent()))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("thesis.txt");
    assertThat(own.resolve("thesis.txt")).hasContent("years of work");
  }

  @Test
  void columnsWithTheSameNameAreRefusedBeforeAnyPointIsEvaluated() {
    Model twice =
        new Jobs.Plain() {
          @Override
          public List<Column> outcomes() {
            return List.of(
                Column.number("x", "", ""),
                Column.number("noise", "", ""),
                Column.number("sign", "", ""));
          }
        };
    assertThatThrownBy(() -> run(Jobs.of(5, twice), temp.resolve("run")))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("two columns are called x");
  }

  @Test
  void aBlockOfAnotherRunIsRefused() throws IOException {
    Path folder = temp.resolve("run");
    Path other = temp.resolve("other");
    run(Jobs.closedForm(5), folder);
    run(Jobs.withId(Jobs.closedForm(5), "other"), other);
    Path block = Path.of(Store.FOLDER, BlockFile.name(0));
    Files.delete(folder.resolve(block));
    Files.copy(other.resolve(block), folder.resolve(block));
    assertThatThrownBy(() -> run(Jobs.closedForm(5), folder))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining(folder.resolve(block) + ": byte 0");
  }

  @Test
  void aSecondRunInTheFolderIsRefusedAtOnceAndTheFirstGoesOn() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Model waiting =
        new Jobs.Plain() {
          @Override
          public Evaluation evaluate(double[] values, long seed, Clock clock) {
            inside.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return Jobs.sum(values, seed);
          }
        };
    Path folder = temp.resolve("run");
    List<Sweep.Result> results = new ArrayList<>();
    Thread first =
        new Thread(
            () -> {
              try {
                results.add(
                    Sweep.withDefaults()
                        .run(Jobs.of(5, waiting), folder, () -> false, Sweep.Listener.silent()));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    first.start();
    inside.await();
    assertThatThrownBy(() -> run(Jobs.closedForm(5), folder))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("being worked on by process " + ProcessHandle.current().pid());
    assertThat(Run.open(folder).worker()).isPresent();
    assertThat(Run.open(folder).left(Run.open(folder).counts())).isEqualTo(5);
    release.countDown();
    first.join();
    assertThat(results).singleElement().matches(Sweep.Result::complete);
    assertThat(Run.open(folder).worker()).isEmpty();
  }

  @Test
  void aLockWhoseProcessDiedBlocksNobody() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("run"));
    Files.writeString(folder.resolve(FolderLock.NAME), "process 999999999 on elsewhere since 1970");
    run(Jobs.closedForm(5), folder);
    assertThat(Run.open(folder).isComplete()).isTrue();
  }

  @Test
  void aDiskThatFillsAtAnyByteLeavesARunThatCanBeContinued() throws IOException {
    Job job = Jobs.closedForm(30);
    Path folder = temp.resolve("whole");
    FullDisk endless = new FullDisk(Long.MAX_VALUE);
    Sweep.withDefaults().with(endless).run(job, folder, () -> false, Sweep.Listener.silent());
    Map<String, byte[]> whole = SweepTest.tables(folder);
    long needed = Long.MAX_VALUE - endless.left;
    for (long room = 0; room < needed; room += 293) {
      Path small = temp.resolve("room" + room);
      FullDisk disk = new FullDisk(room);
      assertThatThrownBy(
              () ->
                  Sweep.withDefaults()
                      .with(disk)
                      .run(job, small, () -> false, Sweep.Listener.silent()))
          .as("room for %d bytes", room)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("the same command goes on");
      run(job, small);
      assertThat(SweepTest.tables(small)).as("room %d", room).containsExactlyEntriesOf(whole);
    }
  }

  private static final class FullDisk implements Disk {
    private long left;

    FullDisk(long room) {
      left = room;
    }

    @Override
    public Sink open(Path file, long keep) throws IOException {
      Sink sink = QUICK.open(file, keep);
      return new Sink() {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          int fits;
          synchronized (FullDisk.this) {
            fits = (int) Math.min(left, length);
            left -= fits;
          }
          sink.write(bytes, from, fits);
          if (fits < length) {
            throw new IOException("No space left on device");
          }
        }

        @Override
        public void sync() {}

        @Override
        public void close() throws IOException {
          sink.close();
        }
      };
    }
  }

  /** Runs a job to its end; what was noted. */
  private static List<String> run(Job job, Path folder) throws IOException {
    List<String> notes = new ArrayList<>();
    Sweep.Listener listener =
        new Sweep.Listener() {
          @Override
          public void note(String message) {
            notes.add(message);
          }

          @Override
          public void progress(Sweep.Progress progress) {}
        };
    Sweep.Options options = Sweep.Options.defaults().withEngine(Engine.local(2));
    Sweep.Result result =
        Sweep.withDefaults().with(options).with(QUICK).run(job, folder, () -> false, listener);
    assertThat(result.complete()).isTrue();
    return notes;
  }

  private static List<Row> rows(Path folder) throws IOException {
    List<Row> rows = new ArrayList<>();
    Run.open(folder).forEach(rows::add);
    return rows;
  }
}
