package thaw.charts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * All that a figure shows, as plain data: enough to draw it again at any width without solving
 * anything. It is stored in the figure's JSON file; {@link FigureFile} reads it back.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "comparative-statics", value = ComparativeStaticsFigure.Data.class),
  @JsonSubTypes.Type(name = "critical-frontier", value = CriticalFrontierFigure.Data.class),
  @JsonSubTypes.Type(name = "equilibrium-regions", value = EquilibriumRegionsFigure.Data.class),
  @JsonSubTypes.Type(name = "equilibrium-payoffs", value = EquilibriumPayoffsFigure.Data.class),
  @JsonSubTypes.Type(name = "gradual-path", value = GradualPathFigure.Data.class),
  @JsonSubTypes.Type(name = "levers", value = LeversFigure.Data.class),
  @JsonSubTypes.Type(name = "morris", value = MorrisFigure.Data.class),
  @JsonSubTypes.Type(name = "paths", value = PathsFigure.Data.class),
  @JsonSubTypes.Type(name = "payoff-outlines", value = PayoffOutlinesFigure.Data.class),
  @JsonSubTypes.Type(name = "payoff-set", value = PayoffSetFigure.Data.class),
  @JsonSubTypes.Type(name = "prim", value = PrimFigure.Data.class),
  @JsonSubTypes.Type(name = "prim-trajectory", value = PrimTrajectoryFigure.Data.class),
  @JsonSubTypes.Type(name = "qre-path", value = QrePathFigure.Data.class),
  @JsonSubTypes.Type(name = "region-facets", value = RegionFacetsFigure.Data.class),
  @JsonSubTypes.Type(name = "roadmap", value = RoadmapFigure.Data.class),
  @JsonSubTypes.Type(name = "roadmap-lattice", value = RoadmapLatticeFigure.Data.class),
  @JsonSubTypes.Type(name = "roadmap-ranking", value = RoadmapRankingFigure.Data.class),
  @JsonSubTypes.Type(name = "separating-belief", value = SeparatingBeliefFigure.Data.class),
  @JsonSubTypes.Type(name = "sequencing", value = SequencingFigure.Data.class),
  @JsonSubTypes.Type(name = "sobol", value = SobolFigure.Data.class),
  @JsonSubTypes.Type(name = "trust-patience", value = TrustPatienceFigure.Data.class),
  @JsonSubTypes.Type(name = "trust-regions", value = TrustRegionsFigure.Data.class),
})
public interface Specification {
  /**
   * Draws it.
   *
   * @param widthMm width in mm, positive; fonts and lines keep their sizes
   * @return the figure, which holds this specification
   * @throws IllegalArgumentException if the width is not positive
   */
  Figure figure(double widthMm);
}
