package thaw.charts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * All that a figure shows, as plain data: enough to draw it again at any width without solving
 * anything. It is stored in the figure's JSON file; {@link FigureFile} reads it back.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @Type(name = "comparative-statics", value = ComparativeStaticsFigure.Data.class),
  @Type(name = "critical-frontier", value = CriticalFrontierFigure.Data.class),
  @Type(name = "equilibrium-regions", value = EquilibriumRegionsFigure.Data.class),
  @Type(name = "gradual-path", value = GradualPathFigure.Data.class),
  @Type(name = "levers", value = LeversFigure.Data.class),
  @Type(name = "morris", value = MorrisFigure.Data.class),
  @Type(name = "paths", value = PathsFigure.Data.class),
  @Type(name = "payoff-set", value = PayoffSetFigure.Data.class),
  @Type(name = "prim", value = PrimFigure.Data.class),
  @Type(name = "prim-trajectory", value = PrimTrajectoryFigure.Data.class),
  @Type(name = "region-facets", value = RegionFacetsFigure.Data.class),
  @Type(name = "roadmap", value = RoadmapFigure.Data.class),
  @Type(name = "roadmap-lattice", value = RoadmapLatticeFigure.Data.class),
  @Type(name = "sequencing", value = SequencingFigure.Data.class),
  @Type(name = "sobol", value = SobolFigure.Data.class),
  @Type(name = "trust-patience", value = TrustPatienceFigure.Data.class),
  @Type(name = "trust-regions", value = TrustRegionsFigure.Data.class),
})
public interface Specification {
  /**
   * Draws it.
   *
   * @param widthMm width in mm, positive; fonts and lines keep their sizes
   */
  Figure figure(double widthMm);
}
