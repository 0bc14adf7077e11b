package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.thaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureCommandTest {
  private static final String NAME = "gradual-path";

  @TempDir private Path folder;

  private String run = "";

  @BeforeEach
  void solveOnce() {
    run = folder.resolve("run").toString();
    Outcome solved =
        thaw("trust", "../examples/literature/starting-small-three-phases.json", "-o", run);
    assertThat(solved.code()).as(solved.err()).isZero();
  }

  private JsonNode about(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }

  private Path stored() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(run))) {
      return all.filter(f -> f.endsWith(NAME + ".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void namesOfFiguresAreListed() {
    assertThat(thaw("figure", run).out().lines()).containsExactly(NAME);
  }

  @Test
  void aStoredFigureIsDrawnAtAnotherWidthInOtherFormatsWithTheSameData() throws IOException {
    Path out = folder.resolve("out");
    Outcome drawn =
        thaw(
            "figure",
            run,
            NAME,
            "--preset",
            "double",
            "--grey",
            "--format",
            "svg,tikz",
            "-o",
            out.toString());
    assertThat(drawn.code()).as(drawn.err()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(NAME + ".svg", NAME + ".tikz", NAME + ".csv", NAME + ".json");
    }
    JsonNode about = about(out.resolve(NAME + ".json"));
    assertThat(about.get("widthMm").asDouble()).isEqualTo(174);
    assertThat(about.get("grey").asBoolean()).isTrue();
    assertThat(about.get("specification")).isEqualTo(about(stored()).get("specification"));
    assertThat(Files.readString(out.resolve(NAME + ".csv")))
        .isEqualTo(Files.readString(stored().resolveSibling(NAME + ".csv")));
    assertThat(Files.readString(out.resolve(NAME + ".svg"))).contains("width=\"174.0mm\"");
  }

  @Test
  void whatIsDrawnCanBeDrawnFromAgainToTheByte() throws IOException {
    String once = folder.resolve("once").toString();
    Path twice = folder.resolve("twice");
    assertThat(thaw("figure", run, "all", "--width", "100", "-o", once).code()).isZero();
    assertThat(thaw("figure", once, NAME, "-o", twice.toString()).code()).isZero();
    for (String suffix : List.of(".pdf", ".svg", ".png", ".csv", ".json")) {
      assertThat(twice.resolve(NAME + suffix))
          .hasSameBinaryContentAs(Path.of(once).resolve(NAME + suffix));
    }
  }

  @Test
  void aNameThatSeveralFoldersHaveIsRefusedWithTheNamesThatTellThemApart() {
    for (String name : List.of("a", "b")) {
      Outcome solved =
          thaw(
              "trust",
              "../examples/literature/starting-small-three-phases.json",
              "-q",
              "-o",
              folder.resolve("parent").resolve(name).toString());
      assertThat(solved.code()).as(solved.err()).isZero();
    }
    String parent = folder.resolve("parent").toString();
    Path out = folder.resolve("out");
    assertThat(thaw("figure", parent).out().lines()).containsExactly("a/" + NAME, "b/" + NAME);
    Outcome refused = thaw("figure", parent, NAME, "-o", out.toString());
    assertThat(refused.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(refused.err()).contains("several").contains("a/" + NAME + ", b/" + NAME);
    Outcome all = thaw("figure", parent, "all", "-o", out.toString());
    assertThat(all.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(out).doesNotExist();
    Outcome drawn = thaw("figure", parent, "b/" + NAME, "-o", out.toString());
    assertThat(drawn.code()).as(drawn.err()).isZero();
    assertThat(out.resolve(NAME + ".pdf")).isNotEmptyFile();
  }

  @Test
  void existingFilesAreReplacedOnlyWhenForced() {
    String out = folder.resolve("out").toString();
    assertThat(thaw("figure", run, NAME, "-o", out).code()).isZero();
    Outcome again = thaw("figure", run, NAME, "-o", out);
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("exists already").contains("--force");
    assertThat(thaw("figure", run, NAME, "-o", out, "--force").code()).isZero();
  }

  @Test
  void whatIsNotAllowedIsNamedAndNothingIsWritten() throws IOException {
    Path out = folder.resolve("out");
    String to = out.toString();
    assertThat(thaw("figure", run, "pie", "-o", to).err()).contains("\"pie\"").contains(NAME);
    assertThat(thaw("figure", run, NAME, "--width", "4", "-o", to).err()).contains("40 to 500");
    assertThat(thaw("figure", run, NAME, "--width", "NaN", "-o", to).err()).contains("40 to 500");
    assertThat(thaw("figure", run, NAME, "--preset", "huge", "-o", to).err()).contains("single");
    assertThat(thaw("figure", run, NAME, "--format", "gif", "-o", to).err()).contains("tikz");
    assertThat(thaw("figure", run, NAME, "--dpi", "9", "-o", to).err()).contains("72 to 1200");
    assertThat(thaw("figure", run, NAME, "--width", "90", "--preset", "single").code())
        .isEqualTo(2);
    assertThat(thaw("figure", folder.resolve("none").toString()).err()).contains("no such file");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFileThatIsNoFigureAnyMoreIsRefusedWithItsPlace() throws IOException {
    Path file = stored();
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.replace("\"stakes\"", "\"steaks\""),
            good.replace("\"gradual-path\",\n    \"stakes\"", "\"levers\",\n    \"stakes\""),
            good.substring(0, good.length() / 2),
            "[]")) {
      Files.write(file, bad.getBytes(StandardCharsets.UTF_8));
      Outcome refused = thaw("figure", run, NAME, "-o", folder.resolve("out").toString());
      assertThat(refused.code()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains(NAME + ".json").doesNotContain("internal");
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void figuresOfEarlierVersionsAreRefusedHonestly() throws IOException {
    Path file = stored();
    Files.writeString(file, "{\"figure\":\"gradual-path\",\"widthMm\":84}");
    Outcome refused = thaw("figure", run, NAME, "-o", folder.resolve("out").toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("only be made by the command that made it");
  }
}
