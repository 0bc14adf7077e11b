package thaw.sweep.experiment;

import java.util.Optional;

/**
 * What an experiment wants computed from its finished points.
 *
 * @param kind {@code sobol}, {@code morris}, {@code regions} or {@code prim}
 * @param outcome of which outcome; empty for the first
 * @param category which value of a categorical outcome counts as 1; empty where none is named
 */
public record AnalysisRequest(String kind, Optional<String> outcome, Optional<String> category) {}
