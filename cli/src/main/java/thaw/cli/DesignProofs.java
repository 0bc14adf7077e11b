package thaw.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.solver.certificate.Certificate;
import thaw.solver.certificate.FrozenCertificate;
import thaw.solver.design.Bracket;
import thaw.solver.design.Ranking;
import thaw.solver.design.RoadmapDesign;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;
import thaw.solver.verify.CertificateCheck;

/**
 * Certificates of what a search found: for each ranking that its first roadmap is sustainable at
 * the right end of its bracket and frozen at the left end, and the verdict on the scenario's own
 * roadmap. Only certificates that the independent check confirms are kept.
 */
final class DesignProofs {
  /**
   * A certificate.
   *
   * @param name of its file, the first of {@code claims}
   * @param claims that it proves: of the same roadmap in the same scenario
   * @param exchange that it speaks of
   */
  record Proof(String name, List<String> claims, PhasedExchange exchange, Certificate certificate) {
    Proof {
      claims = List.copyOf(claims);
    }
  }

  private final FreezeAnalysis analysis;
  private final List<Proof> proofs = new ArrayList<>();

  private DesignProofs(FreezeAnalysis.Options options) {
    analysis = FreezeAnalysis.withDefaults().with(options);
  }

  static List<Proof> of(RoadmapDesign.Result result, FreezeAnalysis.Options options) {
    DesignProofs found = new DesignProofs(options);
    for (Ranking ranking : result.rankings()) {
      if (ranking.best().isEmpty()) {
        continue;
      }
      int plan = ranking.best().get(0);
      Bracket bracket = ranking.brackets().get(plan);
      String name = ranking.criterion().word();
      found.add(
          name + "-sustainable",
          result.at(ranking, bracket.sustainable().orElseThrow(), plan),
          Verdict.SUSTAINABLE);
      if (bracket.frozen() >= 0) {
        found.add(name + "-frozen", result.at(ranking, bracket.frozen(), plan), Verdict.FROZEN);
      }
    }
    if (!result.today().isEmpty() && result.today().get(0) != Verdict.UNDECIDED) {
      found.add("own-today", result.plan(0).in(result.scenario()), result.today().get(0));
    }
    return List.copyOf(found.proofs);
  }

  private void add(String name, Scenario scenario, Verdict verdict) {
    for (int k = 0; k < proofs.size(); k++) {
      Proof proof = proofs.get(k);
      if (proof.exchange().scenario().equals(scenario)) {
        List<String> claims = new ArrayList<>(proof.claims());
        claims.add(name);
        proofs.set(k, new Proof(proof.name(), claims, proof.exchange(), proof.certificate()));
        return;
      }
    }
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    Optional<Certificate> certificate = analysis.analyse(exchange).certificate();
    certificate
        .filter(c -> c instanceof FrozenCertificate == (verdict == Verdict.FROZEN))
        .filter(c -> CertificateCheck.check(exchange, c).problems().isEmpty())
        .ifPresent(c -> proofs.add(new Proof(name, List.of(name), exchange, c)));
  }
}
