package thaw.charts;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import thaw.solver.freeze.Answer;
import thaw.solver.freeze.Verdict;
import thaw.solver.simulate.Play.Moment;

/** A small specification of each kind of figure. */
final class Samples {
  private static final List<String> PLAYERS = List.of("US", "DPRK");

  private Samples() {}

  static PayoffSetFigure.Data payoffSet() {
    return new PayoffSetFigure.Data(
        PLAYERS,
        "US 0, DPRK 0",
        List.of(p(0, 0), p(1, -0.2), p(0.9, 0.8), p(0, 1)),
        List.of(p(0.1, 0.1), p(0.8, 0), p(0.8, 0.7), p(0.1, 0.8)),
        List.of(
            new PayoffSetFigure.Mark(PayoffSetFigure.Item.FREEZE, p(0.2, 0.2)),
            new PayoffSetFigure.Mark(PayoffSetFigure.Item.SETTLEMENT, p(0.8, 0.7)),
            new PayoffSetFigure.Mark(PayoffSetFigure.Item.PUNISHMENTS, p(0.1, 0))));
  }

  static SobolFigure.Data sobol() {
    return new SobolFigure.Data(
        "sobol",
        "the verdict",
        List.of(
            new SobolFigure.Index(
                new AxisName("patience", "δ_US"), e(0.4, 0.35, 0.45), e(0.6, 0.5, 0.7)),
            new SobolFigure.Index(
                AxisName.of("trust.initial"), e(0.1, 0.05, 0.15), e(0.2, Double.NaN, Double.NaN))),
        0.95,
        128);
  }

  static EquilibriumRegionsFigure.Data regions() {
    return new EquilibriumRegionsFigure.Data(
        "regions",
        "the verdict",
        new ClassMap(
            new ClassMap.Axis(
                new AxisName("trust", "τ"), new double[] {0, 0.5, 1}, List.of(), false),
            new ClassMap.Axis(
                new AxisName("patience", "δ"), new double[] {0, 0.3, 0.6, 1}, List.of(), false),
            List.of("sustainable", "frozen", "undecided"),
            new int[] {1, 1, 1, 2, 2, 0},
            new boolean[] {false, false, false, false, false, true}),
        List.of(new ClassMap.Bracket(0.1, 0.5, 0.6), new ClassMap.Bracket(0.9, 0.3, Double.NaN)),
        6);
  }

  static SequencingFigure.Data sequencing() {
    return new SequencingFigure.Data(
        List.of(
            new SequencingFigure.Sequence(
                "all at once",
                Verdict.FROZEN,
                List.of(
                    new SequencingFigure.Dot(0.5, Verdict.FROZEN),
                    new SequencingFigure.Dot(0.9, Verdict.SUSTAINABLE)),
                List.of(
                    new SequencingFigure.Dot(0.2, Verdict.FROZEN),
                    new SequencingFigure.Dot(0.4, Verdict.UNDECIDED),
                    new SequencingFigure.Dot(0.6, Verdict.SUSTAINABLE)))),
        List.of(Threshold.at("δ_US", 0.7), Threshold.at("δ_DPRK", 0.72)),
        List.of(Threshold.at("τ_0", 0.3)));
  }

  static SeparatingBeliefFigure.Data separating() {
    return new SeparatingBeliefFigure.Data(1, 2);
  }

  static List<Specification> all() {
    ComparativeStaticsFigure.Point low =
        new ComparativeStaticsFigure.Point(
            0.5, Verdict.FROZEN, p(-1, -1), p(0, 0), p(0, 0), new double[0], 0, 0);
    ComparativeStaticsFigure.Point high =
        new ComparativeStaticsFigure.Point(
            0.9, Verdict.SUSTAINABLE, p(-1, -1), p(2, 1), p(0, 0), p(1, 1), 1, 1.1);
    CriticalFrontierFigure.Curve curve =
        new CriticalFrontierFigure.Curve(
            "",
            List.of(
                new ClassMap.Bracket(0.1, 0.8, 0.81),
                new ClassMap.Bracket(0.5, 0.6, 0.61),
                new ClassMap.Bracket(0.9, 0.2, 0.21)));
    return List.of(
        payoffSet(),
        new PayoffOutlinesFigure.Data(
            "payoff-set-by-trust",
            new AxisName("initial trust", "τ"),
            PLAYERS,
            List.of(
                new PayoffOutlinesFigure.Outline(0.1, List.of(p(0, 0)), List.of(p(0, 0))),
                new PayoffOutlinesFigure.Outline(
                    0.5, List.of(p(0, 0), p(1, 0), p(0, 1)), List.of(p(0, 0), p(0.9, 0.9))),
                new PayoffOutlinesFigure.Outline(
                    0.9,
                    List.of(p(-1, -1), p(2, 0), p(1, 1)),
                    List.of(p(-1, -1), p(2, 0), p(1, 1))))),
        sobol(),
        regions(),
        sequencing(),
        separating(),
        new ComparativeStaticsFigure.Data(
            "comparative-statics-trust",
            new AxisName("initial trust", "τ"),
            PLAYERS,
            List.of(low, high),
            List.of(new Threshold("τ̄", 0.5, 0.9), Threshold.at("τ_0", 0.6))),
        new CriticalFrontierFigure.Data(
            "critical-frontier",
            new AxisName("trust", "τ"),
            new AxisName("patience", "δ*"),
            "frozen",
            "sustainable",
            new double[] {0, 1},
            List.of(curve)),
        new GradualPathFigure.Data(
            new double[] {0.2, 0.3, 0.5},
            List.of(
                new GradualPathFigure.Path(
                    "", new double[] {0.3, 0.5, 0.8}, new double[] {0.6, 0.7, 0.8}, Double.NaN))),
        new LeversFigure.Data(
            Verdict.FROZEN,
            3,
            List.of(
                new LeversFigure.Row(
                    "trust.initial", 0.1, 0.2, 0.3, 0.25, Verdict.SUSTAINABLE, 0.2, 0, 1))),
        new MorrisFigure.Data(
            "morris",
            "the verdict",
            List.of(
                new MorrisFigure.Effect(
                    AxisName.of("patience"), e(0.1, 0, 0.2), e(0.3, 0.2, 0.4), e(0.1, 0, 0.1))),
            0.9,
            10),
        new EquilibriumPayoffsFigure.Data(
            "dilemma",
            1,
            PLAYERS,
            true,
            List.of(
                new EquilibriumPayoffsFigure.Panel(
                    "s0",
                    new java.util.LinkedHashMap<>(
                        java.util.Map.of(
                            "V, attained", List.of(p(0, 0), p(2, 0), p(2, 2), p(0, 2))))))),
        new QrePathFigure.Data(
            0,
            "",
            PLAYERS,
            List.of(List.of("C", "D"), List.of("C", "D")),
            2,
            0,
            List.of(
                new double[] {0, 0.5, 0.5, 0.5, 0.5},
                new double[] {1, 0.3, 0.7, 0.3, 0.7},
                new double[] {3, 0.1, 0.9, 0.1, 0.9})),
        new RoadmapRankingFigure.Data(
            "roadmaps-by-patience",
            "Roadmaps.",
            "1 | A",
            List.of("1 Freeze tests", "A Suspend sanctions"),
            List.of(
                new RoadmapRankingFigure.Row("1 | A", true, 0.6, 0.7, false, false),
                new RoadmapRankingFigure.Row("A | 1", false, 0.7, 1, false, true)),
            "least patience of both, ",
            "δ",
            0.5,
            1,
            new Table(
                List.of("roadmap", "phases", "frozenAt"),
                List.of(List.of("1 | A", 2, 0.6), List.of("A | 1", 2, "")))),
        new PathsFigure.Data(
            "The settlement",
            PLAYERS,
            2,
            List.of(
                new Moment(0, new double[] {0, 0.1, 0.2, 0.3, 0.4}, p(0, 0), p(0, 0), 0, 0.1),
                new Moment(1, new double[] {0, 0.2, 0.3, 0.4, 0.5}, p(1, 1), p(1, 0), 0.5, 0.1))),
        new PrimFigure.Data(
            "prim",
            "frozen",
            List.of(
                new PrimFigure.Box(
                    List.of(
                        new PrimFigure.Side(
                            new AxisName("trust", "τ"),
                            0,
                            1,
                            OptionalDouble.empty(),
                            OptionalDouble.of(0.4),
                            List.of(),
                            List.of(),
                            0.01)),
                    0.9,
                    0.6,
                    0.3)),
            0.4,
            true),
        new PrimTrajectoryFigure.Data(
            "prim-trajectory",
            "frozen",
            List.of(
                new PrimTrajectoryFigure.Step("", 0, 1, 0.4, 1),
                new PrimTrajectoryFigure.Step("trust", 1, 0.7, 0.8, 0.3)),
            1,
            new PrimTrajectoryFigure.Step("", 1, 0.75, 0.8, 0.3)),
        new RegionFacetsFigure.Data(
            "facets",
            "the verdict",
            new AxisName("verification", "ν"),
            List.of(
                new RegionFacetsFigure.Panel("0.1", regions().map()),
                new RegionFacetsFigure.Panel("0.9", regions().map())),
            2,
            12),
        new RoadmapFigure.Data(
            List.of("United States", "North Korea"),
            PLAYERS,
            List.of(
                new RoadmapFigure.Stage(
                    List.of(
                        List.of(new RoadmapFigure.Part("Suspend sanctions", 0.2, 0.5, 0.8)),
                        List.of(new RoadmapFigure.Part("Freeze tests", 0.3, 0.4, 0.5))),
                    List.of("Liaison offices"))),
            0.5),
        new RoadmapLatticeFigure.Data(
            PLAYERS,
            List.of(0.1, 0.9),
            1,
            new int[] {0, 0, 0},
            List.of(
                new RoadmapLatticeFigure.Point(0, 0, 0, Answer.YES),
                new RoadmapLatticeFigure.Point(1, 0, 0, Answer.NO),
                new RoadmapLatticeFigure.Point(1, 1, 1, Answer.YES)),
            List.of(new RoadmapLatticeFigure.Arrow(1, 0, 0, 1, 1, true, true))),
        new TrustPatienceFigure.Data(
            List.of(
                new TrustPatienceFigure.Curve("", new double[] {3, 2, 0, -1}, 0.7, Double.NaN))),
        new TrustRegionsFigure.Data(
            List.of("side 1", "side 2"),
            p(0.4, 0.5),
            "mistrust",
            p(0.6, 0.7),
            List.of(new double[] {0.5, 0.6, 0.9}, new double[] {0.8, 0.5, 0.8}),
            List.of(new double[] {0.2, 0.8, 1})));
  }

  /** What a failed assertion calls it. */
  static String name(Specification specification) {
    String kind = specification.getClass().getName().replaceAll(".*\\.|\\$Data", "");
    return kind.toLowerCase(Locale.ROOT);
  }

  private static double[] p(double x, double y) {
    return new double[] {x, y};
  }

  private static Estimate e(double value, double low, double high) {
    return new Estimate(value, low, high);
  }
}
