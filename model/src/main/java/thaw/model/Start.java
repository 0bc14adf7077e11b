package thaw.model;

import java.util.Map;

/**
 * Where the exchange stands when the analysis begins.
 *
 * @param climate id of the climate
 * @param progress number of phases (of the roadmap as compiled) that each party has implemented, by
 *     party id
 */
public record Start(String climate, Map<String, Integer> progress) {
  public Start {
    progress = Ordered.copyOf(progress);
    progress.forEach((party, phases) -> Allowed.atLeast("progress." + party, phases, 0));
  }

  /** Phases implemented by a party. */
  public int progressOf(String party) {
    return Ordered.get(progress, party);
  }
}
