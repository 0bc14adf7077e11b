package thaw.solver.freeze;

import java.util.Optional;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.Search.Equilibrium;
import thaw.solver.freeze.Search.Finding;
import thaw.solver.verify.CertificateCheck;

/**
 * Verdicts for many scenarios that lie close together. The equilibrium found last is tried on the
 * next, which takes a tenth of a search; every verdict is as certain as that of a search.
 */
final class Oracle {
  private final FreezeAnalysis.Options options;

  /** An equilibrium and the exchange that it was found for. */
  private record Known(PhasedExchange exchange, Equilibrium equilibrium) {}

  private Optional<Known> known;

  /** An oracle that knows nothing yet. */
  Oracle(FreezeAnalysis.Options options) {
    this(options, Optional.empty());
  }

  private Oracle(FreezeAnalysis.Options options, Optional<Known> known) {
    this.options = options;
    this.known = known;
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
    if (known.isPresent()
        && CertificateCheck.carriesOver(
            known.get().exchange(),
            known.get().equilibrium().automaton(),
            known.get().equilibrium().starts(),
            exchange)) {
      return Verdict.SUSTAINABLE;
    }
    Finding finding = new Search(exchange, options).finding();
    finding.equilibrium().ifPresent(e -> known = Optional.of(new Known(exchange, e)));
    return finding.verdict();
  }
}
