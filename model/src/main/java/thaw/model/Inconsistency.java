package thaw.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way in which the parts of a scenario do not fit together.
 *
 * @param path the field, as in {@code phases[2].us[0]}
 * @param message what is wrong
 * @param allowed what is allowed there
 */
public record Inconsistency(String path, String message, String allowed) {
  @Override
  public String toString() {
    return path + ": " + message + "; allowed: " + allowed;
  }

  /**
   * All the ways in which the given parts of a scenario do not fit together, in the order of the
   * file.
   */
  public static List<Inconsistency> findAll(
      Map<String, Party> parties,
      Map<String, ThirdParty> thirdParties,
      Map<String, Objective> objectives,
      Map<String, Step> steps,
      Map<String, JointStep> jointSteps,
      List<Phase> phases,
      Sequencing sequencing,
      Map<String, Climate> climates,
      Hazards hazards,
      Optional<Drift> drift,
      Start start) {
    Finder finder = new Finder();
    Set<String> partyIds = parties.keySet();
    if (parties.size() != 2) {
      finder.add("parties", "there are " + parties.size(), "exactly 2");
    }
    parties.forEach(
        (id, party) ->
            finder.sameKeys("parties." + id + ".weight", party.weight(), objectives.keySet()));
    finder.thirdParties(parties, thirdParties, objectives.keySet(), climates.keySet());
    steps.forEach(
        (id, step) -> {
          finder.oneOf("steps." + id + ".by", step.by(), partyIds);
          finder.known("steps." + id + ".objectives", step.objectives(), objectives.keySet());
        });
    jointSteps.forEach(
        (id, step) -> {
          finder.sameKeys("jointSteps." + id + ".cost", step.cost(), partyIds);
          finder.sameKeys("jointSteps." + id + ".benefit", step.benefit(), partyIds);
          finder.known("jointSteps." + id + ".objectives", step.objectives(), objectives.keySet());
        });
    finder.phases(phases, partyIds, steps, jointSteps);
    for (String objective : objectives.keySet()) {
      double share =
          steps.values().stream()
                  .mapToDouble(s -> s.objectives().getOrDefault(objective, 0.0))
                  .sum()
              + jointSteps.values().stream()
                  .mapToDouble(s -> s.objectives().getOrDefault(objective, 0.0))
                  .sum();
      if (share > 1 + 1e-9) {
        finder.add("objectives." + objective, "the steps' shares sum to " + share, "at most 1");
      }
    }
    if (sequencing instanceof Sequencing.First first) {
      finder.oneOf("sequencing.party", first.party(), partyIds);
    }
    finder.climates(climates, hazards, partyIds);
    drift.ifPresent(d -> finder.oneOf("drift.party", d.party(), partyIds));
    finder.oneOf("start.climate", start.climate(), climates.keySet());
    finder.sameKeys("start.progress", start.progress(), partyIds);
    return List.copyOf(finder.found);
  }

  private static final class Finder {
    private final List<Inconsistency> found = new ArrayList<>();

    void add(String path, String message, String allowed) {
      found.add(new Inconsistency(path, message, allowed));
    }

    void oneOf(String path, String id, Set<String> defined) {
      if (!defined.contains(id)) {
        add(path, "\"" + id + "\" is not defined", String.join(", ", defined));
      }
    }

    void known(String path, Map<String, ?> map, Set<String> defined) {
      map.keySet().forEach(id -> oneOf(path + "." + id, id, defined));
    }

    void sameKeys(String path, Map<String, ?> map, Set<String> defined) {
      known(path, map, defined);
      for (String id : defined) {
        if (!map.containsKey(id)) {
          add(
              path,
              "\"" + id + "\" is missing",
              "one entry for each of " + String.join(", ", defined));
        }
      }
    }

    void thirdParties(
        Map<String, Party> parties,
        Map<String, ThirdParty> thirdParties,
        Set<String> objectives,
        Set<String> climates) {
      Set<String> labels = new HashSet<>();
      parties.values().forEach(party -> labels.add(party.label()));
      thirdParties.forEach(
          (id, third) -> {
            String path = "thirdParties." + id;
            if (parties.containsKey(id)) {
              add(path, "\"" + id + "\" is one of the two parties", "other ids");
            }
            if (!labels.add(third.label())) {
              add(
                  path + ".label",
                  "\"" + third.label() + "\" is the label of another government",
                  "labels that differ");
            }
            sameKeys(path + ".weight", third.weight(), objectives);
            sameKeys(path + ".climatePayoff", third.climatePayoff(), climates);
          });
    }

    void phases(
        List<Phase> phases,
        Set<String> partyIds,
        Map<String, Step> steps,
        Map<String, JointStep> jointSteps) {
      if (phases.isEmpty()) {
        add("phases", "there is none", "1 or more");
      }
      Set<String> placed = new HashSet<>();
      for (int k = 0; k < phases.size(); k++) {
        String path = "phases[" + k + "]";
        sameKeys(path, phases.get(k).steps(), partyIds);
        for (Map.Entry<String, List<String>> entry : phases.get(k).steps().entrySet()) {
          for (int n = 0; n < entry.getValue().size(); n++) {
            String id = entry.getValue().get(n);
            String where = path + "." + entry.getKey() + "[" + n + "]";
            Step step = steps.get(id);
            if (step == null) {
              add(where, "step \"" + id + "\" is not defined", String.join(", ", steps.keySet()));
            } else if (!step.by().equals(entry.getKey())) {
              add(where, "step \"" + id + "\" is by " + step.by(), "steps by " + entry.getKey());
            }
            once(where, id, placed);
          }
        }
        for (int n = 0; n < phases.get(k).joint().size(); n++) {
          String id = phases.get(k).joint().get(n);
          String where = path + ".joint[" + n + "]";
          if (!jointSteps.containsKey(id)) {
            add(
                where,
                "joint step \"" + id + "\" is not defined",
                String.join(", ", jointSteps.keySet()));
          }
          once(where, id, placed);
        }
      }
      steps.keySet().stream()
          .filter(id -> !placed.contains(id))
          .forEach(
              id -> add("steps." + id, "the step is in no phase", "steps that a phase contains"));
      jointSteps.keySet().stream()
          .filter(id -> !placed.contains(id))
          .forEach(
              id ->
                  add(
                      "jointSteps." + id,
                      "the joint step is in no phase",
                      "steps that a phase contains"));
    }

    private void once(String where, String id, Set<String> placed) {
      if (!placed.add(id)) {
        add(where, "step \"" + id + "\" stands in a phase already", "each step once");
      }
    }

    void climates(Map<String, Climate> climates, Hazards hazards, Set<String> partyIds) {
      if (hazards.crisis() + hazards.crisisOnRenege() > 0) {
        require(climates, Scenario.CRISIS, "hazards.crisis");
      }
      if (hazards.leadership() > 0) {
        require(climates, Scenario.ENGAGED, "hazards.leadership");
        require(climates, Scenario.STRAINED, "hazards.leadership");
      }
      climates.forEach(
          (id, climate) -> {
            String path = "climates." + id;
            sameKeys(path + ".climatePayoff", climate.climatePayoff(), partyIds);
            sameKeys(path + ".approval", climate.approval(), partyIds);
            known(path + ".next", climate.next(), climates.keySet());
            if (climate.next().containsKey(id)) {
              add(
                  path + ".next." + id,
                  "a climate leads to itself with what the others leave over",
                  "other climates");
            }
            double most = climate.next().values().stream().mapToDouble(Double::doubleValue).sum();
            if (!id.equals(Scenario.CRISIS)) {
              most += hazards.crisis() + hazards.crisisOnRenege();
            }
            if (id.equals(Scenario.ENGAGED)) {
              most += hazards.leadership();
            }
            if (most > 1 + 1e-9) {
              add(
                  path + ".next",
                  "with the hazards the probabilities of leaving sum to " + most,
                  "at most 1");
            }
          });
    }

    private void require(Map<String, Climate> climates, String id, String because) {
      if (!climates.containsKey(id)) {
        add(
            because,
            "there is no climate \"" + id + "\" to move to or from",
            "0, or a climate of that name");
      }
    }
  }
}
