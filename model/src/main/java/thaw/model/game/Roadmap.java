package thaw.model.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.JointStep;
import thaw.model.Party;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Step;

/**
 * The K phases of an exchange as played: merged into one for a package, split by granularity, with
 * everything about the steps of a phase added up.
 *
 * <p>Several steps of one party in one phase stand or fall together: the phase is approved if every
 * step is (product of approvals), and its reversibility is the mean of theirs, weighted by benefit.
 *
 * @param phases one or more
 */
public record Roadmap(List<Stage> phases) {
  public Roadmap {
    phases = List.copyOf(phases);
  }

  /**
   * One phase.
   *
   * @param parts what each of the two parties does
   * @param joint what both do together once both have implemented the phase
   */
  public record Stage(List<Part> parts, Joint joint) {
    public Stage {
      parts = List.copyOf(parts);
    }
  }

  /**
   * One party's part of a phase; payoffs per period unless stated otherwise.
   *
   * @param steps ids of its steps
   * @param cost to the party while in force
   * @param verifiedBenefit to the other party, the share that can be verified, Σ benefit·v
   * @param unverifiedBenefit to the other party if fully believed, Σ benefit·(1 − v)
   * @param effort one-off, at every attempt
   * @param approval probability that no step is blocked at home
   * @param reversibility probability that undoing it succeeds
   * @param objectives share of each objective, by id
   */
  public record Part(
      List<String> steps,
      double cost,
      double verifiedBenefit,
      double unverifiedBenefit,
      double effort,
      double approval,
      double reversibility,
      Map<String, Double> objectives) {}

  /**
   * Joint steps of a phase.
   *
   * @param steps ids
   * @param net benefit less cost per period, to each party
   * @param objectives share of each objective, by id
   */
  public record Joint(List<String> steps, double[] net, Map<String, Double> objectives) {}

  /** The roadmap that {@code scenario} states. */
  public static Roadmap of(Scenario scenario) {
    List<Phase> phases = scenario.phases();
    if (scenario.sequencing() instanceof Sequencing.AllAtOnce) {
      phases = List.of(merged(scenario));
    }
    List<Stage> stages = new ArrayList<>();
    for (Phase phase : phases) {
      Stage stage = stage(scenario, phase, 1.0 / scenario.granularity());
      for (int k = 0; k < scenario.granularity(); k++) {
        stages.add(stage);
      }
    }
    return new Roadmap(stages);
  }

  /** The number of phases K. */
  public int size() {
    return phases.size();
  }

  /** The part of {@code party} (0 or 1) in its {@code phase}-th phase, 1 to K. */
  public Part part(int phase, int party) {
    return phases.get(phase - 1).parts().get(party);
  }

  /** The joint steps of a phase, 1 to K. */
  public Joint joint(int phase) {
    return phases.get(phase - 1).joint();
  }

  /** progress_o(p_1, p_2): the share of an objective that has been achieved. */
  public double achieved(String objective, int progress1, int progress2) {
    double share = 0;
    for (int k = 1; k <= progress1; k++) {
      share += part(k, 0).objectives().getOrDefault(objective, 0.0);
    }
    for (int k = 1; k <= progress2; k++) {
      share += part(k, 1).objectives().getOrDefault(objective, 0.0);
    }
    for (int k = 1; k <= Math.min(progress1, progress2); k++) {
      share += joint(k).objectives().getOrDefault(objective, 0.0);
    }
    return share;
  }

  private static Phase merged(Scenario scenario) {
    Map<String, List<String>> steps = new LinkedHashMap<>();
    List<String> joint = new ArrayList<>();
    for (Phase phase : scenario.phases()) {
      phase
          .steps()
          .forEach(
              (party, ids) -> steps.computeIfAbsent(party, p -> new ArrayList<>()).addAll(ids));
      joint.addAll(phase.joint());
    }
    return new Phase(steps, joint);
  }

  private static Stage stage(Scenario scenario, Phase phase, double share) {
    List<Part> parts = new ArrayList<>();
    for (String party : scenario.partyIds()) {
      parts.add(part(scenario, phase.steps().getOrDefault(party, List.of()), share));
    }
    double[] net = new double[2];
    Map<String, Double> objectives = new LinkedHashMap<>();
    for (String id : phase.joint()) {
      JointStep step = scenario.jointStep(id);
      for (int i = 0; i < 2; i++) {
        String party = scenario.partyIds().get(i);
        net[i] += share * step.net(party);
      }
      add(objectives, step.objectives(), share);
    }
    return new Stage(parts, new Joint(phase.joint(), net, objectives));
  }

  private static Part part(Scenario scenario, List<String> ids, double share) {
    double cost = 0;
    double verified = 0;
    double unverified = 0;
    double effort = 0;
    double approval = 1;
    double weight = 0;
    double weighted = 0;
    double plain = 0;
    Map<String, Double> objectives = new LinkedHashMap<>();
    for (String id : ids) {
      Step step = scenario.step(id);
      cost += share * step.cost();
      verified += share * step.benefit() * step.verification();
      unverified += share * step.benefit() * (1 - step.verification());
      effort += share * step.effort();
      approval *= step.approval();
      weight += step.benefit();
      weighted += step.benefit() * step.reversibility();
      plain += step.reversibility();
      add(objectives, step.objectives(), share);
    }
    double reversibility = ids.isEmpty() ? 1 : weight > 0 ? weighted / weight : plain / ids.size();
    return new Part(ids, cost, verified, unverified, effort, approval, reversibility, objectives);
  }

  private static void add(Map<String, Double> sums, Map<String, Double> terms, double share) {
    terms.forEach((id, term) -> sums.merge(id, share * term, Double::sum));
  }

  /** What the parties' weights make of the objectives at given progress, to {@code party}. */
  double objectivesValue(Party party, int progress1, int progress2) {
    double value = 0;
    for (Map.Entry<String, Double> weight : party.weight().entrySet()) {
      value += weight.getValue() * achieved(weight.getKey(), progress1, progress2);
    }
    return value;
  }
}
