package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs of {@code examples/modules}, which have descriptors of their own, compile and run
 * with all of their libraries on the module path and nothing on the class path.
 */
class ModuleProgramsTest {
  /**
   * Names of the jars without descriptors that {@code thaw.charts} draws with, or starts of them.
   */
  private static final List<String> DRAWN_WITH =
      List.of(
          "batik.shared.resources",
          "de.rototor.pdfbox.graphics2d",
          "org.apache.fontbox",
          "org.apache.pdfbox",
          "org.apache.xmlgraphics.",
          "org.jfree.jfreechart",
          "xml.apis.ext");

  private static final String GAME = "examples/classics/prisoners-dilemma.json";
  private static final String SCENARIO = "examples/us-dprk/package.json";

  @TempDir Path folder;

  @Test
  void aModuleThatRequiresTheSolversSolvesAGameAndDecidesAScenario() throws Exception {
    List<Path> path = needed(Set.of("thaw.solver"), List.of());
    Path program = compiled("solving", path);
    assertSolves(java(program, path, "solving/solving.Main", GAME, SCENARIO));
  }

  @Test
  void everyModuleOfTheSolversHasADescriptorSoThatJlinkMakesAnImageOfThem() throws Exception {
    assumeTrue(
        Files.isExecutable(Jdk.tool("jlink"))
            && Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods")),
        "this Java has no jlink or none of its parts");
    List<Path> path = needed(Set.of("thaw.solver"), List.of());
    Path program = compiled("solving", path);
    Path image = folder.resolve("image");
    Jdk.run(
        folder,
        Jdk.tool("jlink"),
        "-p",
        modulePath(program, path),
        "--add-modules",
        "solving",
        "--launcher",
        "solve=solving/solving.Main",
        "--output",
        image.toString());
    assertSolves(Jdk.run(folder, image.resolve("bin/solve"), GAME, SCENARIO));
  }

  @Test
  void aModuleThatRequiresTheChartsDrawsTheSamePicturesAsTheClassPath() throws Exception {
    List<Path> path = needed(Set.of("thaw.charts"), DRAWN_WITH);
    Path program = compiled("drawing", path);
    Path modular = folder.resolve("modular");
    String text = java(program, path, "drawing/drawing.Main", SCENARIO, modular.toString());
    assertThat(text).contains("drawn again: true", "TikZ: true");

    Path plain = folder.resolve("plain");
    DrawAFigure.main(new String[] {Jdk.ROOT.resolve(SCENARIO).toString(), plain.toString()});
    Map<String, Path> drawn = byName(modular);
    assertThat(drawn)
        .containsOnlyKeys(
            "payoff-set.pdf",
            "payoff-set.svg",
            "payoff-set.png",
            "payoff-set.csv",
            "payoff-set.json")
        .containsOnlyKeys(byName(plain).keySet());
    byName(plain).forEach((name, file) -> assertThat(drawn.get(name)).hasSameBinaryContentAs(file));
  }

  private static void assertSolves(String text) {
    assertThat(text)
        .contains("played once: x = [0, 1], y = [0, 1]")
        .contains("repeated, converged: true")
        .contains("verdict: FROZEN");
  }

  private static Map<String, Path> byName(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.collect(Collectors.toMap(file -> file.getFileName().toString(), file -> file));
    }
  }

  /**
   * Where the modules are that some need, themselves included: all that the compiler and the
   * program are given.
   *
   * @param automatic names, or starts of names, of modules without descriptors that may be among
   *     them; others are left out, for the first would bring them all
   */
  private static List<Path> needed(Set<String> roots, List<String> automatic) {
    List<Path> candidates = new ArrayList<>();
    for (Path entry : Jdk.classPath()) {
      if (modules(entry)
          .map(ModuleReference::descriptor)
          .anyMatch(
              one -> !one.isAutomatic() || automatic.stream().anyMatch(one.name()::startsWith))) {
        candidates.add(entry);
      }
    }
    Configuration all =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(candidates.toArray(Path[]::new)), ModuleFinder.of(), roots);
    return all.modules().stream()
        .map(ResolvedModule::reference)
        .map(reference -> Path.of(reference.location().map(URI::getPath).orElseThrow()))
        .sorted()
        .toList();
  }

  /** In a jar or folder; none if no name of a module can be made of its own. */
  private static Stream<ModuleReference> modules(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream();
    } catch (FindException e) {
      return Stream.empty();
    }
  }

  private static String modulePath(Path program, List<Path> path) {
    List<Path> both = new ArrayList<>(List.of(program));
    both.addAll(path);
    return Jdk.joined(both);
  }

  private Path compiled(String name, List<Path> path) throws IOException, InterruptedException {
    Path sources = Jdk.ROOT.resolve("examples/modules/" + name);
    Path classes = folder.resolve(name);
    String said =
        Jdk.run(
            folder,
            Jdk.tool("javac"),
            "-Xlint:all",
            "-p",
            Jdk.joined(path),
            "-d",
            classes.toString(),
            sources.resolve("module-info.java").toString(),
            sources.resolve(name + "/Main.java").toString());
    assertThat(said).isEmpty();
    return classes;
  }

  private String java(Path program, List<Path> path, String main, String... args)
      throws IOException, InterruptedException {
    List<String> all =
        new ArrayList<>(
            List.of("-Djava.awt.headless=true", "-p", modulePath(program, path), "-m", main));
    all.addAll(List.of(args));
    return Jdk.run(folder, Jdk.tool("java"), all.toArray(String[]::new));
  }
}
