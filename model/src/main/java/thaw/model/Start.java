package thaw.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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

  /** Nothing implemented, in the climate {@code engaged} or else the first. */
  public static Start standard(Set<String> climates, Set<String> parties) {
    Map<String, Integer> progress = new LinkedHashMap<>();
    parties.forEach(party -> progress.put(party, 0));
    String climate =
        climates.contains(Scenario.ENGAGED) || climates.isEmpty()
            ? Scenario.ENGAGED
            : climates.iterator().next();
    return new Start(climate, progress);
  }
}
