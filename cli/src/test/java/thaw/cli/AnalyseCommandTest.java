package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static thaw.cli.Outcome.files;
import static thaw.cli.Outcome.thaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Status;
import thaw.sweep.design.Grid;
import thaw.sweep.design.LatinHypercube;
import thaw.sweep.design.MorrisPoints;
import thaw.sweep.design.Range;
import thaw.sweep.design.SaltelliPoints;
import thaw.sweep.design.Space;
import thaw.sweep.run.Job;
import thaw.sweep.run.Sweep;

class AnalyseCommandTest {
  @TempDir Path folder;

  /** Frozen where patience is below 0.6 − 0.4 trust under x, below 0.8 under y; a linear price. */
  private record Planted(double failsAbove) implements Model {
    @Override
    public List<Column> outcomes() {
      return List.of(
          Column.category("verdict", "", List.of("sustainable", "frozen", "undecided")),
          Column.category("freeze-is-equilibrium", "", List.of("no", "yes")),
          Column.number("price", "payoff", ""));
    }

    @Override
    public Evaluation evaluate(double[] values, long seed, Clock clock) {
      if (values[0] > failsAbove) {
        throw new IllegalStateException("trust is too much to bear");
      }
      double bound = values[2] == 0 ? 0.6 - 0.4 * values[0] : 0.8;
      return new Evaluation(
          Status.OK,
          "",
          new double[] {
            values[1] < bound ? 1 : 0,
            values[1] < bound + 0.1 ? 1 : 0,
            3 * values[0] - 2 * values[1] + 5 * values[2]
          });
    }
  }

  private static final Space SPACE =
      new Space(
          List.of(
              new Range.Interval(0, 1, Range.Scale.LINEAR),
              new Range.Interval(0, 1, Range.Scale.LINEAR),
              new Range.Choice(new double[] {0, 1})));

  private Path run(String name, String design, String analyses, Points points, double failsAbove)
      throws IOException {
    Path file = folder.resolve(name + ".json");
    String text =
        """
        {"format": "thaw/experiment@1", "name": "%s", "question": "where?", "base": "base.json",
         "parameters": [
          {"path": "trust.initial", "name": "trust", "symbol": "τ_0", "label": "initial trust",
           "range": [0, 1]},
          {"path": "parties.us.patience", "name": "patience", "symbol": "δ", "range": [0, 1]},
          {"path": "sequencing", "values": ["x", "y"]}],
         "design": {%s},
         "analyses": [%s]}
        """
            .formatted(name, design, analyses);
    Files.writeString(file, text);
    Model model = new Planted(failsAbove);
    Job job =
        new Job(
            Main.version(),
            name,
            text,
            List.of(file),
            List.of(),
            List.of(
                Column.number("trust", "", ""),
                Column.number("patience", "", ""),
                Column.category("sequencing", "", List.of("x", "y"))),
            Map.of(
                "trust",
                new Job.Caption("τ_0", "initial trust"),
                "patience",
                new Job.Caption("δ", "")),
            Plan.of(points),
            model,
            1,
            Duration.ZERO);
    Path run = folder.resolve("runs of tests/" + name);
    Sweep.withDefaults().run(job, run, () -> false, Sweep.Listener.silent());
    return run;
  }

  private Path saltelli(double failsAbove) throws IOException {
    return run(
        "saltelli",
        "\"kind\": \"saltelli\", \"samples\": 512",
        "\"sobol\", {\"kind\": \"sobol\", \"outcome\": \"price\"}",
        new SaltelliPoints(SPACE, 512, 1),
        failsAbove);
  }

  @Test
  void whatTheExperimentListsIsDoneAndWrittenIntoTheRunOnce() throws IOException {
    Path run = saltelli(2);
    Outcome outcome =
        thaw("analyse", run.toString(), "--dpi", "72", "--resamples", "200", "--json", "-q");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    JsonNode verdict = outcome.json().get("analyses").get(0).get("responses").get(0);
    assertThat(verdict.get("response").asText()).isEqualTo("verdict = frozen");
    assertThat(verdict.get("samples").asInt()).isEqualTo(512);
    assertThat(verdict.get("mean").asDouble()).isCloseTo(0.6, within(0.03));
    // a linear price has the variances c²/12 and, of the choice, c²/4
    JsonNode price = outcome.json().get("analyses").get(1).get("responses").get(0);
    double all = 9 / 12.0 + 4 / 12.0 + 25 / 4.0;
    double[] exact = {9 / 12.0 / all, 4 / 12.0 / all, 25 / 4.0 / all};
    for (int i = 0; i < 3; i++) {
      JsonNode index = price.get("parameters").get(i);
      assertThat(index.get("first").get("estimate").asDouble()).isCloseTo(exact[i], within(0.05));
      assertThat(index.get("total").get("estimate").asDouble()).isCloseTo(exact[i], within(0.05));
    }
    Path written = run.resolve("analysis/sobol");
    Map<String, byte[]> files = files(written);
    assertThat(files.keySet())
        .contains(
            "result.json",
            "result.txt",
            "manifest.json",
            "tables/sobol-verdict-frozen.csv",
            "figures/sobol-verdict-frozen.pdf",
            "figures/sobol-verdict-frozen.json");
    assertThat(run.resolve("analysis/sobol-price/figures/sobol-price.svg")).exists();
    assertThat(thaw("verify", written.toString()).code()).isEqualTo(Main.DONE);
    Outcome again = thaw("analyse", run.toString(), "--dpi", "72", "--resamples", "200");
    assertThat(again.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(again.err()).contains("exists already").contains("--force");
    Outcome forced =
        thaw("analyse", run.toString(), "--dpi", "72", "--resamples", "200", "--force");
    assertThat(forced.code()).isEqualTo(Main.DONE);
    assertThat(forced.out()).contains("verdict = frozen: mean 0.6").contains("first order");
    files(written)
        .forEach(
            (name, bytes) -> {
              if (!name.equals("manifest.json")) {
                assertThat(bytes).as(name).isEqualTo(files.get(name));
              }
            });
  }

  @Test
  void missingOutcomesAreNamedWithTheWayToHaveThemAndNothingIsWritten() throws IOException {
    Path run = saltelli(0.99);
    Outcome outcome = thaw("analyse", run.toString(), "sobol");
    assertThat(outcome.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("of 2560 points have no value of verdict = frozen")
        .contains("error: ")
        .contains("trust is too much to bear")
        .contains("thaw sweep ")
        .contains("runs of tests/saltelli' --retry-failed")
        .contains("--drop-incomplete");
    assertThat(run.resolve("analysis")).doesNotExist();
    Outcome dropped =
        thaw("analyse", run.toString(), "sobol", "--drop-incomplete", "--dpi", "72", "--json");
    assertThat(dropped.code()).isEqualTo(Main.DONE);
    JsonNode result = dropped.json().get("analyses").get(0).get("responses").get(0);
    assertThat(result.get("dropped").asInt()).isBetween(5, 20);
    assertThat(result.get("samples").asInt() + result.get("dropped").asInt()).isEqualTo(512);
  }

  @Test
  void effectsOfALinearOutcomeAreItsCoefficientsOverTheRanges() throws IOException {
    Path run =
        run(
            "morris",
            "\"kind\": \"morris\", \"trajectories\": 12",
            "",
            new MorrisPoints(SPACE, 12, 4, 1),
            2);
    Outcome outcome =
        thaw("analyse", run.toString(), "morris", "--outcome", "price", "--dpi", "72", "--json");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    JsonNode effects =
        outcome.json().get("analyses").get(0).get("responses").get(0).get("parameters");
    double[] exact = {3, -2, 5};
    for (int i = 0; i < 3; i++) {
      assertThat(effects.get(i).get("mu").get("estimate").asDouble())
          .isCloseTo(exact[i], within(1e-9));
      assertThat(effects.get(i).get("sigma").get("estimate").asDouble()).isCloseTo(0, within(1e-9));
    }
    assertThat(run.resolve("analysis/morris-price/figures/morris-price.png")).exists();
    Outcome wrong = thaw("analyse", run.toString(), "sobol");
    assertThat(wrong.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(wrong.err()).contains("kind morris; allowed: saltelli");
  }

  @Test
  void regionsOfThreeParametersArePanelsAndKnowWhereSeveralEquilibriaAre() throws IOException {
    Path run =
        run(
            "grid",
            "\"kind\": \"grid\", \"points\": 11",
            "\"regions\"",
            new Grid(SPACE, List.of(11, 11, 2)),
            2);
    Outcome outcome = thaw("analyse", run.toString(), "--dpi", "72", "--json");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    JsonNode result = outcome.json().get("analyses").get(0);
    assertThat(result.get("shares").get(1).get("share").asDouble()).isCloseTo(0.6, within(0.06));
    assertThat(result.get("shares").get(0).get("severalEquilibria").asDouble())
        .isCloseTo(0.1, within(0.03));
    assertThat(run.resolve("analysis/regions/figures/region-facets.pdf")).exists();
    assertThat(run.resolve("analysis/regions/tables/boundaries.csv")).exists();
    Outcome other =
        thaw(
            "analyse",
            run.toString(),
            "regions",
            "--x",
            "sequencing",
            "--y",
            "patience",
            "--facet",
            "trust",
            "--dpi",
            "72",
            "-o",
            folder.resolve("other").toString());
    assertThat(other.code()).as(other.err()).isEqualTo(Main.DONE);
    assertThat(Files.readString(folder.resolve("other/figures/region-facets.json")))
        .contains("sequencing and δ");
    Outcome fewer = thaw("analyse", run.toString(), "regions", "--x", "trust", "--force");
    assertThat(fewer.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(fewer.err()).contains("all those that vary: trust, patience, sequencing");
  }

  @Test
  void boxesNameTheConditionsOfTheFreeze() throws IOException {
    Path run =
        run(
            "lhs",
            "\"kind\": \"lhs\", \"points\": 800",
            "\"prim\"",
            new LatinHypercube(SPACE, 800, 1),
            2);
    Outcome outcome = thaw("analyse", run.toString(), "--dpi", "72");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    assertThat(outcome.out())
        .contains("box 1: density")
        .contains("held out")
        .contains("patience at most 0.");
    assertThat(run.resolve("analysis/prim/figures/prim.svg")).exists();
    assertThat(run.resolve("analysis/prim/figures/prim-trajectory.csv")).exists();
    Outcome price =
        thaw(
            "analyse",
            run.toString(),
            "prim",
            "--outcome",
            "price",
            "--at-least",
            "4",
            "--boxes",
            "1",
            "--dpi",
            "72",
            "--json");
    assertThat(price.code()).as(price.err()).isEqualTo(Main.DONE);
    JsonNode first = price.json().get("analyses").get(0).get("boxes").get(0);
    assertThat(first.get("checked").get("density").asDouble()).isGreaterThan(0.8);
    assertThat(first.get("restrictions").toString()).contains("[\"y\"]");
  }

  @Test
  void wrongUsageExitsWithTwoAndSaysWhatIsAllowed() throws IOException {
    Path run =
        run("few", "\"kind\": \"lhs\", \"points\": 30", "", new LatinHypercube(SPACE, 30, 1), 2);
    String[][] wrong = {
      {"analyse", run.toString(), "lists no analyses"},
      {"analyse", run.toString(), "fourier", "no analysis; allowed: sobol"},
      {"analyse", folder.toString(), "prim", "no folder of a sweep"},
      {"analyse", run.toString(), "prim", "--outcome", "prise", "\"prise\" is not in the run"},
      {"analyse", run.toString(), "prim", "--class", "melted", "no category \"melted\""},
      {"analyse", run.toString(), "prim", "--outcome", "price", "--at-least X"},
      {"analyse", run.toString(), "prim", "--alpha", "1.5", "alpha is 1.5"},
      {"analyse", run.toString(), "prim", "--resamples", "200", "--resamples says nothing"},
      {"analyse", run.toString(), "prim", "--dpi", "5", "dpi is 5"},
      {"analyse", run.toString(), "regions", "kind lhs; allowed: grid or adaptive"},
      {"analyse", run.toString(), "regions", "--y", "trust", "an axis is missing"},
      {"analyse", run.toString(), "--outcome", "price", "a kind is missing"}
    };
    for (String[] each : wrong) {
      Outcome outcome = thaw(java.util.Arrays.copyOf(each, each.length - 1));
      assertThat(outcome.code()).as(String.join(" ", each)).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains(each[each.length - 1]).doesNotContain("\tat ");
    }
    assertThat(run.resolve("analysis")).doesNotExist();
  }
}
