package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageCommandTest {
  private static final String EXPERIMENT =
      """
      {"format": "thaw/experiment@1", "name": "formula", "question": "How much trust | and when?",
       "base": "../trust.json",
       "parameters": [{"path": "parameters.s", "range": [0.1, 0.9]},
                      {"path": "parameters.delta", "range": [0.1, 0.95]}],
       "design": {"kind": "grid", "points": 4}}
      """;

  private static final String MAP =
      """
      {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "../small.yaml",
       "outcomes": ["verdict"],
       "parameters": [{"path": "trust.initial", "range": [0.2, 0.8]},
                      {"path": "parties.a.patience", "range": [0.5, 0.9]}],
       "design": {"kind": "grid", "points": 3},
       "analyses": ["regions", "prim"]}
      """;

  /** Runs of a sweep and of a solution concept, made once. */
  @TempDir static Path runs;

  @TempDir Path folder;

  private Path made;

  @BeforeAll
  static void run() throws IOException {
    Path examples = Path.of(System.getProperty("thaw.root", ".."), "examples");
    Files.copy(
        examples.resolve("literature").resolve("required-trust.json"), runs.resolve("trust.json"));
    Files.createDirectories(runs.resolve("sweeps"));
    Path experiment = Files.writeString(runs.resolve("sweeps").resolve("f.json"), EXPERIMENT);
    Path sweep = runs.resolve("swept");
    ok("sweep", experiment.toString(), "-o", sweep.toString(), "-q");
    Path game = runs.resolve("chicken.json");
    Files.copy(examples.resolve("classics").resolve("chicken.json"), game);
    ok("solve", game.toString(), "--concept", "nash", "-o", runs.resolve("nash").toString(), "-q");
    ok("trust", runs.resolve("trust.json").toString(), "-o", runs.resolve("trust").toString());
    Path small = runs.resolve("small.yaml");
    Files.copy(Path.of(DesignCommandTest.SMALL), small);
    String design = runs.resolve("design").toString();
    ok(
        "design",
        small.toString(),
        "--set",
        DesignCommandTest.DESIGN,
        "--dpi=72",
        "-q",
        "-o",
        design);
    Files.writeString(runs.resolve("sweeps").resolve("map.json"), MAP);
    String map = runs.resolve("map").toString();
    ok("sweep", runs.resolve("sweeps").resolve("map.json").toString(), "-o", map, "-q");
    ok("analyse", map, "--dpi=72");
    ok("analyse", map, "regions", "--outcome=verdict", "--dpi=72", "-o", map + "-one");
    jar(runs.resolve("thaw.jar"));
  }

  /** A jar that starts the classes under test. */
  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "thaw.cli.Main");
    List<String> places = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      places.add(Path.of(entry).toUri().toString());
    }
    main.put(Attributes.Name.CLASS_PATH, String.join(" ", places));
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.finish();
    }
  }

  private static Outcome ok(String... args) {
    Outcome outcome = Outcome.thaw(args);
    assertThat(outcome.code()).as(outcome.err() + outcome.out()).isEqualTo(Main.DONE);
    return outcome;
  }

  private static String[] command(Path run, Path to, String... more) {
    List<String> words = new ArrayList<>(List.of("package", run.toString(), "-o", to.toString()));
    words.addAll(List.of("--jar", runs.resolve("thaw.jar").toString()));
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }

  @BeforeEach
  void pack() {
    made = folder.resolve("made");
    ok(command(runs.resolve("nash"), made));
  }

  private List<String> failed() throws IOException {
    Outcome check = Outcome.thaw("package", made.toString(), "--check", "--json");
    List<String> failed = new ArrayList<>();
    for (JsonNode test : check.json().path("tests")) {
      if (!test.path("passed").asBoolean()) {
        failed.add(test.path("test").asText() + ": " + test.path("problems"));
      }
    }
    assertThat(check.code()).isEqualTo(failed.isEmpty() ? Main.DONE : Main.VERIFICATION_FAILED);
    return failed;
  }

  /** As somebody would who plants a file and keeps the manifest in order. */
  private void renewManifest() throws IOException {
    Files.writeString(made.resolve(Sha256List.NAME), Sha256List.of(made));
  }

  @Test
  void packagesOfEveryKindOfRunPassTheirChecksAndAreConfirmed() {
    for (String run : List.of("swept", "nash", "trust", "design", "map", "map-one")) {
      Path target = folder.resolve(run);
      Outcome check = ok(command(runs.resolve(run), target, "--check"));
      assertThat(check.out()).doesNotContain("FAILED").contains("passed  no file twice");
      Outcome verify = ok("verify", target.toString(), "--sample", "5", "--seed", "7");
      assertThat(verify.out()).contains("solved again").endsWith("confirmed\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"map", "design"})
  void theScriptOfAPackageThatWasMovedComputesTheSameBytes(String run) throws Exception {
    Path first = folder.resolve("first");
    ok(command(runs.resolve(run), first));
    Path moved = Files.move(first, folder.resolve("moved to a place with spaces"));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder("sh", moved.resolve("run.sh").toString(), "again")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    Path results = moved.resolve("results");
    int files = Sha256List.files(results).size();
    assertThat(files).isGreaterThan(2);
    assertThat(Files.readString(log))
        .contains(files + " files are the same byte for byte, 0 differ");
    for (String file : Sha256List.files(results)) {
      assertThat(folder.resolve("again").resolve(file))
          .hasSameBinaryContentAs(results.resolve(file));
    }
  }

  @Test
  void aByteChangedInAnyFileIsNoticedAndTheFileNamed() throws IOException {
    SortedSet<String> files = Sha256List.files(made);
    assertThat(files).hasSizeGreaterThan(10);
    for (String name : files) {
      Path file = made.resolve(name);
      byte[] before = Files.readAllBytes(file);
      for (int at : new int[] {0, before.length / 2, before.length - 1}) {
        byte[] after = before.clone();
        after[at] ^= 4;
        Files.write(file, after);
        Outcome verify = Outcome.thaw("verify", made.toString(), "--sample", "0");
        assertThat(verify.code()).as(name + " at " + at).isEqualTo(Main.VERIFICATION_FAILED);
        assertThat(verify.out()).as(name + " at " + at).contains(name).contains("not confirmed");
      }
      Files.write(file, before);
    }
    ok("verify", made.toString(), "--sample", "0");
  }

  @Test
  void aFileRemovedOrAddedIsNoticed() throws IOException {
    Path codebook = made.resolve("codebook.md");
    byte[] before = Files.readAllBytes(codebook);
    Files.delete(codebook);
    assertThat(Outcome.thaw("verify", made.toString()).out()).contains("codebook.md is missing");
    Files.write(codebook, before);
    Files.writeString(made.resolve("results").resolve("extra.txt"), "more\n");
    assertThat(Outcome.thaw("verify", made.toString()).out())
        .contains("results/extra.txt is not in the manifest");
    assertThat(failed()).anyMatch(t -> t.contains("results/extra.txt is not in the manifest"));
  }

  @Test
  void everyPlantedFaultIsFoundByItsOwnTest() throws IOException {
    assertThat(failed()).isEmpty();
    plant("results/data.zip", "no zip, but called so", "no archives inside", "results/data.zip");
    plant("results/data.dat", "PK\u0003\u0004 zip", "no archives inside", "results/data.dat");
    plant("results/none.txt", "", "no empty files", "results/none.txt");
    String readme = Files.readString(made.resolve("README.md"));
    plant("results/copy.md", readme, "no file twice", "results/copy.md");
    plant("results/log.txt", "see /home/kim/study/a.csv\n", "no paths of a machine", "log.txt:1");
    plant("results/w.txt", "C:\\Users\\kim\\a.csv", "no paths of a machine", "results/w.txt:1");
    plant("results/.DS_Store", "x", "no hidden files", "results/.DS_Store");
    plant("results/a b.txt", "text", "names of files", "results/a b.txt");
    plant("results/more.csv", "a,b\r\n1,2\r\n", "the codebook", "results/more.csv");
    plant("results/tables/new.csv", "a\n1\n", "README has its sections", "tables/new");
  }

  private void plant(String name, String text, String test, String named) throws IOException {
    Path file = made.resolve(name);
    Files.writeString(file, text);
    renewManifest();
    assertThat(failed()).as(name).anyMatch(t -> t.startsWith(test) && t.contains(named));
    Files.delete(file);
    renewManifest();
  }

  @Test
  void tablesOfAGameMarkBestRepliesAndSayWhereTheyComeFrom() throws IOException {
    Path tables = runs.resolve("nash").resolve("tables");
    String payoffs = Files.readString(tables.resolve("payoffs.tex"));
    assertThat(payoffs).contains("\\toprule", "\\emph{Notes.} Run: ", "Thaw " + Main.version());
    assertThat(payoffs.split("\\\\fbox", -1)).as("two pure equilibria").hasSize(3);
    String equilibria = Files.readString(tables.resolve("equilibria.md"));
    assertThat(equilibria).contains("9/10 ", "The list is complete.", "tolerance 0");
    assertThat(Files.readAllLines(tables.resolve("equilibria.csv"))).hasSize(4);
    assertThat(Files.readString(made.resolve("README.md"))).contains("| Nash equilibria of ");
  }

  @Test
  void anOversizeFileIsFound() throws IOException {
    try (java.io.RandomAccessFile file =
        new java.io.RandomAccessFile(made.resolve("results").resolve("big.bin").toFile(), "rw")) {
      file.setLength(100_000_001);
    }
    assertThat(failed()).anyMatch(t -> t.startsWith("no file over 100 MB") && t.contains("big"));
  }

  @Test
  void twoPackagesOfARunAreTheSame() throws IOException {
    Path second = folder.resolve("second");
    ok(command(runs.resolve("nash"), second));
    for (String name : Sha256List.files(made)) {
      assertThat(second.resolve(name)).hasSameBinaryContentAs(made.resolve(name));
    }
  }

  @Test
  void metadataHaveWhatTheirSpecificationsRequire() throws IOException {
    ok(
        command(
            runs.resolve("nash"), made, "--force", "--author", "Kim, Min-ji", "--author", "Lab"));
    JsonNode crate =
        new ObjectMapper().readTree(Files.readString(made.resolve("ro-crate-metadata.json")));
    assertThat(crate.path("@context").asText()).isEqualTo("https://w3id.org/ro/crate/1.1/context");
    JsonNode root = crate.path("@graph").path(1);
    assertThat(root.path("datePublished").asText()).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(root.path("hasPart")).hasSize(Sha256List.files(made).size() - 1);
    assertThat(crate.toString()).contains("\"Person\"").contains("Kim, Min-ji");
    String citation = Files.readString(made.resolve("CITATION.cff"));
    assertThat(citation)
        .startsWith("cff-version: 1.2.0\nmessage: ")
        .contains("family-names: \"Kim\"", "given-names: \"Min-ji\"", "- name: \"Lab\"");
    JsonNode code = new ObjectMapper().readTree(Files.readString(made.resolve("codemeta.json")));
    assertThat(code.path("@context").asText()).isEqualTo("https://w3id.org/codemeta/3.0");
    assertThat(code.path("license").asText()).isEqualTo("https://spdx.org/licenses/Apache-2.0");
    assertThat(failed()).isEmpty();
  }

  @Test
  void anAnonymousPackageNamesNobodyAndKeepsTheLicence() throws IOException {
    Path target = folder.resolve("blind");
    Outcome check = ok(command(runs.resolve("nash"), target, "--anonymous", "--check"));
    assertThat(check.out()).contains("passed  no names and addresses (anonymous)");
    assertThat(Files.readString(target.resolve("CITATION.cff")))
        .contains("Anonymous")
        .doesNotContain("authors of");
    assertThat(Files.readString(target.resolve("LICENSE.txt"))).contains("Apache License");
  }

  @Test
  void anAddressInAnInputRefusesAnAnonymousPackageAndLeavesNothing() throws IOException {
    Path game = runs.resolve("signed.json");
    String text = Files.readString(runs.resolve("chicken.json"));
    String signed = text.replaceFirst("\"name\"\\s*:\\s*\"", "$0kim@example.org ");
    assertThat(signed).contains("kim@example.org");
    Files.writeString(game, signed);
    Path run = folder.resolve("signed");
    ok("solve", game.toString(), "--concept", "nash", "-o", run.toString(), "-q");
    Path target = folder.resolve("blind");
    Outcome refused = Outcome.thaw(command(run, target, "--anonymous"));
    assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(refused.err()).contains("inputs/signed.json:").contains("kim@example.org");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("made", "signed");
    }
  }

  @Test
  void nothingIsWrittenOverWithoutForceAndNothingButAPackageWithIt() throws IOException {
    Outcome again = Outcome.thaw(command(runs.resolve("nash"), made));
    assertThat(again.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(again.err()).contains("--force");
    ok(command(runs.resolve("nash"), made, "--force"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Outcome refused = Outcome.thaw(command(runs.resolve("nash"), other, "--force"));
    assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(refused.err()).contains("is no replication package");
  }

  @Test
  void aResultChangedAfterTheRunIsNotPackaged() throws IOException {
    Path run = folder.resolve("run");
    ok("solve", runs.resolve("chicken.json").toString(), "--concept", "nash", "-o", run.toString());
    Files.writeString(run.resolve("result.json"), "{}\n");
    Outcome refused = Outcome.thaw(command(run, folder.resolve("target")));
    assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(refused.err()).contains("result.json is missing or was changed after the run");
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void aWrongResultWithARightManifestIsFoundBySolvingAgain() throws IOException {
    Path target = folder.resolve("swept");
    ok(command(runs.resolve("swept"), target));
    Path points = target.resolve("results").resolve("points.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(points));
    String[] cells = lines.get(3).split(",", -1);
    cells[cells.length - 1] = "0.125";
    lines.set(3, String.join(",", cells));
    Files.writeString(points, String.join("\r\n", lines) + "\r\n");
    Files.writeString(target.resolve(Sha256List.NAME), Sha256List.of(target));
    Outcome verify = Outcome.thaw("verify", target.toString());
    assertThat(verify.code()).isEqualTo(Main.VERIFICATION_FAILED);
    assertThat(verify.out()).contains("point 2 is another when solved again");
  }

  private void replace(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(before);
    Files.writeString(file, text.replaceFirst(Pattern.quote(before), after));
  }

  @Test
  void anAnalysisOfOtherPointsOrWithOtherNumbersIsFound() throws IOException {
    Path target = folder.resolve("map");
    ok(command(runs.resolve("map"), target));
    replace(target.resolve("results/analysis/regions/tables/shares.csv"), "frozen,", "frozen,1");
    Files.writeString(target.resolve(Sha256List.NAME), Sha256List.of(target));
    Outcome verify = Outcome.thaw("verify", target.toString());
    assertThat(verify.code()).isEqualTo(Main.VERIFICATION_FAILED);
    assertThat(verify.out())
        .contains("results/analysis/regions/tables/shares.csv is another when computed again");

    Path stale = runs.resolve("map-one").resolve("manifest.json");
    String manifest = Files.readString(stale);
    Files.writeString(stale, manifest.replaceFirst("(\"sha256\" : \")[0-9a-f]", "$1g"));
    Outcome refused = Outcome.thaw(command(runs.resolve("map-one"), folder.resolve("stale")));
    Files.writeString(stale, manifest);
    assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(refused.err()).contains("is of other points than").contains("allowed: thaw analyse");
  }

  @Test
  void pointsThatAreNotTheExperimentsAreFound() throws IOException {
    Path target = folder.resolve("swept");
    ok(command(runs.resolve("swept"), target));
    Path points = target.resolve("results").resolve("points.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(points));
    lines.remove(lines.size() - 1);
    Files.writeString(points, String.join("\r\n", lines) + "\r\n");
    Files.writeString(target.resolve(Sha256List.NAME), Sha256List.of(target));
    Outcome verify = Outcome.thaw("verify", target.toString());
    assertThat(verify.code()).isEqualTo(Main.VERIFICATION_FAILED);
    assertThat(verify.out()).contains("its points are not those of the experiment");
  }

  @Test
  void aWrongBracketOfADesignIsFoundByASampleOfItsRoadmaps() throws IOException {
    Path target = folder.resolve("design");
    ok(command(runs.resolve("design"), target));
    Outcome right = ok("verify", target.toString(), "--sample", "3");
    assertThat(right.out()).contains("on 3 of 5 roadmaps (seed 1) solved again");
    Path report = target.resolve("results").resolve("report.json");
    replace(report, "\"today\" : \"sustainable\"", "\"today\" : \"frozen\"");
    Files.writeString(target.resolve(Sha256List.NAME), Sha256List.of(target));
    for (String sample : List.of("3", "20")) {
      Outcome verify = Outcome.thaw("verify", target.toString(), "--sample", sample);
      assertThat(verify.code()).as(sample).isEqualTo(Main.VERIFICATION_FAILED);
      assertThat(verify.out()).contains("when solved again");
    }
  }

  @Test
  void aDesignWhoseInputIsGoneIsPackagedFromTheScenarioThatItKeeps() throws IOException {
    Path run = folder.resolve("run");
    Path input = folder.resolve("input.yaml");
    Files.copy(runs.resolve("small.yaml"), input);
    ok("design", input.toString(), "--set", DesignCommandTest.DESIGN, "-q", "-o", run.toString());
    Files.delete(input);
    Path target = folder.resolve("package");
    ok(command(run, target, "--check"));
    assertThat(target.resolve("inputs/scenario.json")).isNotEmptyFile();
    assertThat(ok("verify", target.toString()).out()).contains("solved again, ");
  }

  @Test
  void aReadmeNamesTheWorksThatItsResultsRestOnAndNoOthers() throws IOException {
    assertThat(Files.readString(made.resolve("README.md")))
        .contains("Avis, David", "## Dataset list", "## Description of programs")
        .doesNotContain("Sannikov");
    Path target = folder.resolve("map");
    ok(command(runs.resolve("map"), target));
    assertThat(Files.readString(target.resolve("README.md")))
        .contains("Sannikov")
        .doesNotContain("Avis", "Saltelli");
    assertThat(Files.readString(target.resolve("codebook.md")))
        .contains("share of the volume in cells of the class");
  }

  @Test
  void aFolderOfAnotherCommandIsNotReplacedEvenWithForce() {
    String chicken = runs.resolve("chicken.json").toString();
    for (String other : List.of("map", "trust", "design", "map-one")) {
      String target = runs.resolve(other).toString();
      Outcome refused =
          Outcome.thaw("solve", chicken, "--concept", "nash", "-o", target, "--force", "-q");
      assertThat(refused.code()).as(other).isEqualTo(Main.BAD_INPUT);
      assertThat(refused.err()).contains("--force replaces only a folder of thaw solve");
    }
  }

  @Test
  void aFileThatIsNotTheProgramIsNotPutIn() {
    Path target = folder.resolve("other");
    for (String file : List.of("chicken.json", "nothing.jar")) {
      Outcome refused =
          Outcome.thaw(
              "package",
              runs.resolve("nash").toString(),
              "-o",
              target.toString(),
              "--jar",
              runs.resolve(file).toString());
      assertThat(refused.code()).as(file).isEqualTo(Main.BAD_INPUT);
      assertThat(refused.err()).contains("allowed: ");
      assertThat(target).doesNotExist();
    }
  }
}
