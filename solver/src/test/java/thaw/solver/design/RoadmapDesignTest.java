package thaw.solver.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.model.Design;
import thaw.model.Design.Criterion;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.design.RoadmapSpaceTest.Files;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;

class RoadmapDesignTest {
  private static final RoadmapDesign.Options OPTIONS =
      RoadmapDesign.Options.defaults().withTolerance(0.002);

  private static RoadmapDesign.Result solve(ScenarioFile.WithDesign asked, int threads) {
    return RoadmapDesign.withDefaults()
        .with(OPTIONS.withThreads(threads))
        .solve(asked.scenario(), asked.design());
  }

  /** Every roadmap at every value, no roadmap ever left out. */
  @Test
  void theBestRoadmapsAreThoseOfASearchWithoutPruning() throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(
            Files.SMALL,
            "{precision: 0.13, ranked: 1, criteria: [patience, trust, verification],"
                + " patience: {from: 0.1, to: 0.9}}");
    RoadmapDesign.Result result = solve(asked, 2);
    assertThat(result.selection().plans()).hasSize(5);
    FreezeAnalysis plain = FreezeAnalysis.withDefaults().with(OPTIONS.analysis());
    for (Ranking ranking : result.rankings()) {
      int least = ranking.values().size();
      Map<Integer, OptionalInt> plainly = new LinkedHashMap<>();
      for (int plan = 0; plan < 5; plan++) {
        int here = plan;
        OptionalInt first =
            IntStream.range(0, ranking.values().size())
                .filter(
                    v ->
                        plain.verdict(PhasedExchange.compile(result.at(ranking, v, here)))
                            == Verdict.SUSTAINABLE)
                .findFirst();
        plainly.put(plan, first);
        least = Math.min(least, first.orElse(least));
      }
      int best = least;
      assertThat(best).isLessThan(ranking.values().size());
      assertThat(ranking.best())
          .as(ranking.criterion().word())
          .isEqualTo(
              plainly.entrySet().stream()
                  .filter(e -> e.getValue().isPresent() && e.getValue().getAsInt() == best)
                  .map(Map.Entry::getKey)
                  .toList());
      for (int plan = 0; plan < 5; plan++) {
        Bracket bracket = ranking.brackets().get(plan);
        OptionalInt found = plainly.getOrDefault(plan, OptionalInt.empty());
        assertThat(bracket.frozen()).isLessThan(found.orElse(ranking.values().size()));
        if (bracket.sustainable().isPresent()) {
          assertThat(bracket.sustainable()).isEqualTo(found);
        }
      }
    }
  }

  @Test
  void whatCostsNothingIsSelfEnforcingAtNoPatienceTrustOrVerificationForEveryRoadmap()
      throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(
            Files.SMALL,
            "{precision: 0.3, patience: {from: 0.1, to: 0.9},"
                + " criteria: [today, patience, trust, verification]}");
    Map<String, Double> nothing = new LinkedHashMap<>();
    for (String step : asked.scenario().steps().keySet()) {
      nothing.put("steps." + step + ".cost", 0.0);
      nothing.put("steps." + step + ".effort", 0.0);
    }
    asked.scenario().partyIds().forEach(p -> nothing.put("parties." + p + ".temptation", 0.0));
    Scenario free = Parameter.with(asked.scenario(), nothing);
    RoadmapDesign.Result result =
        RoadmapDesign.withDefaults().with(OPTIONS).solve(free, asked.design());
    assertThat(result.today()).hasSize(5).containsOnly(Verdict.SUSTAINABLE);
    assertThat(result.rankings()).hasSize(3);
    for (Ranking ranking : result.rankings()) {
      assertThat(ranking.best()).as(ranking.criterion().word()).containsExactly(0, 1, 2, 3, 4);
      assertThat(ranking.open()).isEmpty();
      assertThat(ranking.brackets()).containsOnly(new Bracket(-1, OptionalInt.of(0)));
    }
  }

  @Test
  void whatGivesNothingIsFrozenEverywhereForEveryRoadmap() throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(
            Files.SMALL,
            "{precision: 0.3, criteria: [today, patience, welfare], patience: {from: 0.1, to: 0.8}}");
    Map<String, Double> nothing = new LinkedHashMap<>();
    for (String step : asked.scenario().steps().keySet()) {
      nothing.put("steps." + step + ".benefit", 0.0);
    }
    asked.scenario().partyIds().forEach(p -> nothing.put("parties." + p + ".temptation", 0.0));
    Scenario useless = Parameter.with(asked.scenario(), nothing);
    RoadmapDesign.Result result =
        RoadmapDesign.withDefaults().with(OPTIONS).solve(useless, asked.design());
    assertThat(result.today()).containsOnly(Verdict.FROZEN);
    Ranking ranking = result.ranking(Criterion.PATIENCE).orElseThrow();
    assertThat(ranking.best()).isEmpty();
    assertThat(ranking.open()).isEmpty();
    assertThat(ranking.sustainableAt(0)).isEmpty();
    assertThat(result.welfare().orElseThrow().sum().plans()).isEmpty();
  }

  @Test
  void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(
            Files.SMALL, "{precision: 0.3, ranked: 2, criteria: [patience, welfare]}");
    RoadmapDesign.Result one = solve(asked, 1);
    RoadmapDesign.Result three = solve(asked, 3);
    assertThat(three.rankings()).isEqualTo(one.rankings());
    assertThat(three.today()).isEqualTo(one.today());
    assertThat(three.verdicts()).isEqualTo(one.verdicts());
    Welfare welfare = one.welfare().orElseThrow();
    assertThat(three.welfare().orElseThrow().sum()).isEqualTo(welfare.sum());
    assertThat(three.welfare().orElseThrow().product()).isEqualTo(welfare.product());
  }

  @Test
  void theWelfareOfTheBestIsThatOfASearchWithoutPruning() throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(Files.SMALL, "{criteria: [welfare], everyPhase: either, limit: 25}");
    RoadmapDesign.Result result = solve(asked, 2);
    Welfare pruned = result.welfare().orElseThrow();
    List<Plan> plans = result.selection().plans();
    Welfare plain =
        new WelfareContest(result.scenario(), plans, result.today(), OPTIONS, new Workers(2))
            .solve(IntStream.range(0, plans.size()).boxed().toList());
    assertThat(plain.sum().plans()).isNotEmpty().isEqualTo(pruned.sum().plans());
    assertThat(plain.product().plans()).isEqualTo(pruned.product().plans());
    assertThat(plain.sum().bounds().low()).isEqualTo(pruned.sum().bounds().low());
    for (int plan = 0; plan < plans.size(); plan++) {
      if (plain.gains().get(plan).isPresent()) {
        Welfare.Gains fine = plain.gains().get(plan).orElseThrow();
        Welfare.Gains rough = pruned.gains().get(plan).orElseThrow();
        assertThat(fine.sum().low()).isLessThanOrEqualTo(fine.sum().high());
        assertThat(rough.sum().high()).isGreaterThanOrEqualTo(fine.sum().low());
        assertThat(rough.product().high()).isGreaterThanOrEqualTo(fine.product().low());
      }
    }
  }

  @Test
  void anInterruptEndsTheSearch() throws Exception {
    ScenarioFile.WithDesign asked = RoadmapSpaceTest.asked(Files.SMALL, "{criteria: [today]}");
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> solve(asked, 2)).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aTickThatThrowsEndsTheSearch() throws Exception {
    ScenarioFile.WithDesign asked = RoadmapSpaceTest.asked(Files.SMALL, "{criteria: [today]}");
    RoadmapDesign search =
        RoadmapDesign.withDefaults()
            .with(
                OPTIONS.withTicks(
                    (sweeps, resolution) -> {
                      throw new CancellationException("enough");
                    }));
    assertThatThrownBy(() -> search.solve(asked.scenario(), asked.design()))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void progressIsToldByStageUpToTheEnd() throws Exception {
    ScenarioFile.WithDesign asked =
        RoadmapSpaceTest.asked(Files.SMALL, "{precision: 0.3, criteria: [today, trust]}");
    List<String> told = new ArrayList<>();
    RoadmapDesign.withDefaults()
        .with(OPTIONS.withProgress((stage, done, all) -> told.add(stage + done + "/" + all)))
        .solve(asked.scenario(), asked.design());
    assertThat(told).contains("today5/5").anyMatch(t -> t.startsWith("trust"));
  }

  @Test
  void aDesignThatDoesNotFitIsRefused() throws Exception {
    Scenario started =
        ScenarioFile.read(
            Files.SMALL,
            List.of(
                Setting.parse("start={\"climate\":\"engaged\",\"progress\":{\"a\":1,\"b\":0}}")));
    assertThatThrownBy(() -> RoadmapDesign.withDefaults().solve(started, Design.standard(started)))
        .hasMessageContaining("start.progress.a is 1; allowed: 0");
  }
}
