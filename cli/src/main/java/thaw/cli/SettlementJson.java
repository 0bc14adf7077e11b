package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.charts.Numbers;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.transfers.SettlementComparison;
import thaw.solver.transfers.SettlementComparison.PhasePayments;
import thaw.solver.transfers.SettlementComparison.Row;
import thaw.solver.transfers.SettlingTransfers.Plan;

/** Who has to pay for an exchange to settle, as JSON and as text. */
final class SettlementJson {
  /** Payments below this are not worth a line. */
  private static final double SMALL = 5e-4;

  /** A share of time below this is not worth a line. */
  private static final double RARE = 1e-3;

  private SettlementJson() {}

  /** For the eye. */
  static String shown(double value) {
    return Numbers.readable(Math.round(value * 1e4) / 1e4);
  }

  static ArrayNode json(PhasedExchange exchange, List<Row> rows) {
    ArrayNode array = Json.object().putArray("rows");
    for (Row row : rows) {
      ObjectNode node = array.addObject();
      ArrayNode governments = node.putArray("governments");
      row.governments().forEach(governments::add);
      node.put("transfers", row.transfers());
      node.put("settles", row.settles());
      row.settlementProbability().ifPresent(p -> node.set("settlementProbability", Json.number(p)));
      row.furthest().ifPresent(phases -> node.put("furthestPhases", phases));
      row.critical()
          .ifPresent(
              bracket ->
                  node.putObject("criticalPatience")
                      .put("low", bracket.low())
                      .put("high", bracket.high()));
      row.pooled().ifPresent(plan -> plan(node.putObject("pooled"), exchange, row, plan));
      row.separate().ifPresent(plan -> plan(node.putObject("separate"), exchange, row, plan));
    }
    return array;
  }

  private static void plan(ObjectNode node, PhasedExchange exchange, Row row, Plan plan) {
    node.put("enforces", plan.enforces());
    node.set("total", Json.number(plan.total()));
    node.set("slack", Json.number(plan.slack()));
    CertificateFile.numbers(node, "shares", plan.shares());
    CertificateFile.numbers(node, "value", plan.value());
    CertificateFile.numbers(node, "unpaid", plan.unpaid());
    ArrayNode phases = node.putArray("phases");
    for (PhasePayments at :
        SettlementComparison.byProgress(exchange, row.regime().orElseThrow(), plan)) {
      ObjectNode phase = phases.addObject();
      phase.putArray("progress").add(at.progress1()).add(at.progress2());
      phase.set("weight", Json.number(at.weight()));
      CertificateFile.numbers(phase, "mean", at.mean());
      CertificateFile.numbers(phase, "largest", at.largest());
    }
  }

  static List<String> lines(PhasedExchange exchange, List<Row> rows) {
    List<String> lines = new ArrayList<>();
    for (Row row : rows) {
      lines.add(
          String.join(", ", row.governments())
              + (row.transfers() ? ", with transfers: " : ", without transfers: ")
              + (row.settles() ? "settles" : unsettled(exchange, row))
              + row.critical()
                  .map(b -> "; from patience " + shown(b.high()) + " on")
                  .orElse("; at no patience tried"));
    }
    Optional<Row> cheapest = rows.stream().filter(row -> row.pooled().isPresent()).findFirst();
    if (cheapest.isPresent()) {
      payments(lines, exchange, cheapest.get());
    }
    return lines;
  }

  private static String unsettled(PhasedExchange exchange, Row row) {
    int all = 2 * exchange.roadmap().size();
    return "does not settle"
        + row.furthest()
            .map(
                phases ->
                    phases == all
                        ? " (others than the jointly best equilibrium can)"
                        : " (no equilibrium takes more than " + phases + " of " + all + " phases)")
            .orElse("");
  }

  private static void payments(List<String> lines, PhasedExchange exchange, Row row) {
    Plan plan = row.pooled().orElseThrow();
    List<String> governments = row.governments();
    lines.add(
        "with "
            + String.join(", ", governments.subList(2, governments.size()))
            + " paying: "
            + shown(plan.total())
            + " per period on average, the least that enforces the jointly best plan");
    for (PhasePayments at :
        SettlementComparison.byProgress(exchange, row.regime().orElseThrow(), plan)) {
      double paid = 0;
      for (int i = 2; i < governments.size(); i++) {
        paid -= at.mean()[i];
      }
      if (paid > SMALL && at.weight() > RARE) {
        StringBuilder text = new StringBuilder("  at ");
        text.append(governments.get(0)).append(' ').append(at.progress1()).append(", ");
        text.append(governments.get(1)).append(' ').append(at.progress2()).append(":");
        for (int i = 0; i < governments.size(); i++) {
          double mean = at.mean()[i];
          text.append(i == 0 ? " " : ", ")
              .append(governments.get(i))
              .append(mean < 0 ? " pays " : " gets ")
              .append(shown(Math.abs(mean)));
        }
        lines.add(text.toString());
      }
    }
  }
}
