package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.Json;

/** {@code thaw package}: a replication package of a finished run. */
@Command(
    name = "package",
    mixinStandardHelpOptions = true,
    description =
        "Writes a replication package of a finished run: README, run script, inputs, results,"
            + " codebook, software, metadata, manifest.",
    footer =
        "Exit codes: 0 done, 2 bad usage, or a run that cannot be packaged, 4 a test of --check failed.")
final class PackageCommand implements Callable<Integer> {
  private static final Pattern LICENCE = Pattern.compile("[A-Za-z0-9.+-]+");

  @Parameters(
      paramLabel = "RUN",
      description =
          "the folder of a finished run (thaw run, sweep, analyse, solve, design or trust, with -o); with"
              + " --check also a package")
  private Path folder;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "the folder to write (default: RUN and -package)")
  private @Nullable Path target;

  @Option(names = "--force", description = "replace a package that exists")
  private boolean force;

  @Option(
      names = "--check",
      description = "run the tests that data editors run; one line each, exit 4 if one fails")
  private boolean check;

  @Option(
      names = "--anonymous",
      description = "for blind review: no names, addresses, hosts, users and paths, or refused")
  private boolean anonymous;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "an author of the study, as in \"Family, Given\"; repeatable")
  private List<String> authors = new ArrayList<>();

  @Option(
      names = "--license",
      paramLabel = "SPDX",
      description = "licence of inputs and results (default: ${DEFAULT-VALUE})")
  private String licence = "CC-BY-4.0";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "the program to put in (default: the one that runs)")
  private @Nullable Path jar;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  PackageCommand() {}

  @Override
  public Integer call() throws Exception {
    Path made = folder;
    if (!check || !PackageFolder.is(folder)) {
      made = write();
    } else if (target != null || force || anonymous || !authors.isEmpty() || jar != null) {
      throw new Refused(folder + " is a package already; allowed with it: --check");
    }
    List<PackageCheck.Test> tests = check ? tests(made) : List.of();
    print(made, tests);
    return tests.stream().allMatch(PackageCheck.Test::passed)
        ? Main.DONE
        : Main.VERIFICATION_FAILED;
  }

  private List<PackageCheck.Test> tests(Path made) throws Exception {
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      progress.stage("testing the package");
      return PackageCheck.of(made);
    }
  }

  private Path write() throws Exception {
    if (PackageFolder.is(folder)) {
      throw new Refused(folder + " is a package already; allowed with it: --check");
    }
    if (!LICENCE.matcher(licence).matches()) {
      throw new Refused(
          "--license is " + licence + "; allowed: an identifier of SPDX, as in CC-BY-4.0");
    }
    if (authors.stream().anyMatch(String::isBlank)) {
      throw new Refused("--author is empty; allowed: a name, as in \"Family, Given\"");
    }
    if (anonymous && !authors.isEmpty()) {
      throw new Refused("--author names somebody; not allowed with --anonymous");
    }
    Path whole = folder.toAbsolutePath().normalize();
    Path goal = target != null ? target : whole.resolveSibling(whole.getFileName() + "-package");
    RunFolder.refuseExisting(goal, force, PackageFolder.MARK, "replication package");
    if (goal.toAbsolutePath().normalize().startsWith(whole)) {
      throw new Refused(goal + " is inside of the run; allowed: a folder outside of it");
    }
    Path program = program();
    Replication study = Replication.of(folder);
    if (!study.version().equals(Main.version())) {
      throw new Refused(
          folder
              + " was made by Thaw "
              + study.version()
              + ", this is Thaw "
              + Main.version()
              + "; allowed: the same version, or running it again");
    }
    StudyRecord record = new StudyRecord(study, authors, anonymous, licence);
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      progress.stage("packing");
      RunFolder.replace(goal, draft -> PackageFolder.write(draft, record, program));
    }
    return goal;
  }

  /** The jar that this program runs from. */
  private Path program() throws Refused, URISyntaxException, IOException {
    Path file =
        jar != null
            ? jar
            : Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(file)) {
      throw new Refused(
          file + " is no jar, so there is no program to put in; allowed: thaw, or --jar FILE");
    }
    try (JarFile opened = new JarFile(file.toFile())) {
      Manifest manifest = opened.getManifest();
      if (manifest != null
          && Main.class.getName().equals(manifest.getMainAttributes().getValue("Main-Class"))) {
        return file;
      }
    } catch (ZipException e) {
      // refused below
    }
    throw new Refused(file + " does not start Thaw; allowed: the jar of this program");
  }

  private void print(Path made, List<PackageCheck.Test> tests) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object();
      root.put("package", made.toString());
      root.put("passed", tests.stream().allMatch(PackageCheck.Test::passed));
      ArrayNode all = root.putArray("tests");
      for (PackageCheck.Test test : tests) {
        ObjectNode node = all.addObject();
        node.put("test", test.name());
        node.put("passed", test.passed());
        ArrayNode problems = node.putArray("problems");
        test.problems().forEach(problems::add);
      }
      root.put("version", Main.version());
      out.print(Json.text(root));
      return;
    }
    for (PackageCheck.Test test : tests) {
      out.println(
          (test.passed() ? "passed  " : "FAILED  ")
              + test.name()
              + (test.passed() ? "" : ": " + String.join("; ", test.problems())));
    }
    out.println(made);
  }
}
