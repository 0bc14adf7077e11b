package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.Search.Equilibrium;
import thaw.solver.freeze.Search.Finding;
import thaw.solver.verify.CertificateCheck;

/**
 * Verdicts for many scenarios that lie close together. Equilibria found for one are tried on the
 * next, which takes a tenth of a search; every verdict is as certain as that of a search.
 */
final class Oracle {
  /** Of the equilibria known, only the last to have served are tried: others rarely help. */
  private static final int MOST_TRIED = 4;

  private final FreezeAnalysis.Options options;

  /** An equilibrium and the exchange that it was found for; the one that served last is last. */
  private record Known(PhasedExchange exchange, Equilibrium equilibrium) {}

  private final List<Known> known;

  /** An oracle that knows nothing yet. */
  Oracle(FreezeAnalysis.Options options) {
    this(options, List.of());
  }

  private Oracle(FreezeAnalysis.Options options, List<Known> known) {
    this.options = options;
    this.known = new ArrayList<>(known);
  }

  /** An oracle that starts from what this one knows now and learns on its own. */
  Oracle branch() {
    return new Oracle(options, known);
  }

  /**
   * The verdict at the start of {@code scenario}.
   *
   * @throws IllegalArgumentException if the scenario cannot be compiled
   */
  Verdict verdict(Scenario scenario) {
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    for (int k = known.size() - 1; k >= Math.max(0, known.size() - MOST_TRIED); k--) {
      Known candidate = known.get(k);
      if (CertificateCheck.carriesOver(
          candidate.exchange(),
          candidate.equilibrium().automaton(),
          candidate.equilibrium().starts(),
          exchange)) {
        known.add(known.remove(k));
        return Verdict.SUSTAINABLE;
      }
    }
    Finding finding = new Search(exchange, options).finding();
    Optional<Equilibrium> equilibrium = finding.equilibrium();
    equilibrium.ifPresent(e -> known.add(new Known(exchange, e)));
    return finding.verdict();
  }
}
