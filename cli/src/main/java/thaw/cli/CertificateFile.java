package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import thaw.charts.Exporter;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Automaton.Node;
import thaw.solver.certificate.Certificate;
import thaw.solver.certificate.FrozenCertificate;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.verify.Confirmation;

/** Certificates as files: with the scenario that they speak of, so that they stand alone. */
final class CertificateFile {
  static final String FORMAT = "thaw/certificate@1";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** A certificate with its scenario. */
  record Content(Scenario scenario, Certificate certificate) {}

  private CertificateFile() {}

  static String write(PhasedExchange exchange, Certificate certificate) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    if (certificate instanceof SettlementCertificate settlement) {
      root.put("claim", "settlement");
      numbers(root, "startStates", settlement.startStates());
      numbers(root, "payoff", settlement.payoff());
      numbers(root, "freezePayoff", settlement.freezePayoff());
      root.set("settlementProbability", Json.number(settlement.settlementProbability()));
      root.set("largestGain", Json.number(settlement.largestGain()));
      ArrayNode starts = root.putArray("starts");
      settlement.starts().forEach(lottery -> starts.add(lottery(lottery)));
      automaton(root, settlement.automaton());
    } else if (certificate instanceof FrozenCertificate frozen) {
      root.put("claim", "frozen");
      root.put("reason", frozen.reason().word());
      numbers(root, "startStates", frozen.startStates());
      numbers(root, "freezePayoff", frozen.freezePayoff());
      root.put("sweeps", frozen.sweeps());
    }
    try {
      root.set("scenario", MAPPER.readTree(ScenarioFile.write(exchange.scenario())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return root + "\n";
  }

  /** The nodes and punishments of strategies. */
  static void automaton(ObjectNode root, Automaton automaton) {
    ArrayNode nodes = root.putArray("nodes");
    for (Node node : automaton.nodes()) {
      ObjectNode entry = nodes.addObject();
      entry.put("state", node.state());
      entry.put("profile", node.profile());
      numbers(entry, "value", node.value());
      ArrayNode next = entry.putArray("next");
      node.next().forEach(lottery -> next.add(lottery(lottery)));
    }
    ArrayNode punishments = root.putArray("punishments");
    for (int[] pair : automaton.punishments()) {
      punishments.addArray().add(pair[0]).add(pair[1]);
    }
  }

  /**
   * Strategies as {@link #automaton(ObjectNode, Automaton)} writes them.
   *
   * @throws IllegalArgumentException if the fields do not make an automaton
   */
  static Automaton automaton(JsonNode root) {
    List<Node> nodes = new ArrayList<>();
    for (JsonNode node : at(root, "nodes")) {
      nodes.add(
          new Node(
              ClaimJson.integer(node, "state"),
              ClaimJson.integer(node, "profile"),
              doubles(at(node, "value")),
              lotteries(at(node, "next"))));
    }
    List<int[]> punishments = new ArrayList<>();
    for (JsonNode pair : at(root, "punishments")) {
      punishments.add(integers(pair));
    }
    return new Automaton(nodes, punishments.toArray(int[][]::new));
  }

  /** What was claimed of a game, with the game, so that it stands alone. */
  static String write(Game game, String concept, ObjectNode result, ObjectNode proof) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("claim", concept);
    JsonNode tree = GameInput.json(game);
    root.set("game", tree);
    root.put("gameSha256", Exporter.sha256(tree.toString().getBytes(StandardCharsets.UTF_8)));
    root.set("result", result);
    root.set("proof", proof);
    return root + "\n";
  }

  static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree just written could not be read", e);
    }
  }

  /** The certificate as an object, duplicate fields and trailing text refused. */
  static JsonNode root(String text, String file) throws Refused {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused(file, e);
    }
  }

  private static Refused refused(String file, JsonProcessingException e) {
    return new Refused(
        file
            + ":"
            + e.getLocation().getLineNr()
            + ":"
            + e.getLocation().getColumnNr()
            + ": "
            + e.getOriginalMessage());
  }

  /** Checks what was claimed of a game. */
  static Confirmation check(JsonNode root, String file) throws BadInput, Refused {
    Concept concept = Concepts.named(root.path("claim").asText());
    JsonNode tree = root.path("game");
    Game game = GameFile.parse(tree.toString(), file + ": game", List.of());
    String hash = Exporter.sha256(tree.toString().getBytes(StandardCharsets.UTF_8));
    if (!hash.equals(root.path("gameSha256").asText())) {
      return new Confirmation(List.of("the game is not the one that was solved"), List.of());
    }
    return concept.check(game, root);
  }

  private static ObjectNode lottery(Lottery lottery) {
    ObjectNode entry = Json.object();
    numbers(entry, "nodes", lottery.nodes());
    numbers(entry, "weights", lottery.weights());
    return entry;
  }

  private static void numbers(ObjectNode node, String name, int[] values) {
    ArrayNode array = node.putArray(name);
    for (int value : values) {
      array.add(value);
    }
  }

  static void numbers(ObjectNode node, String name, double[] values) {
    ArrayNode array = node.putArray(name);
    for (double value : values) {
      array.add(Json.number(value));
    }
  }

  /** Whether a text looks like a certificate. */
  static boolean isCertificate(String text) {
    try {
      return MAPPER.readTree(text).path("format").asText().equals(FORMAT);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static Content read(String text, String file) throws BadInput, Refused {
    try {
      JsonNode root = MAPPER.readTree(text);
      Scenario scenario =
          ScenarioFile.parse(at(root, "scenario").toString(), file + ": scenario", List.of());
      String claim = at(root, "claim").asText();
      if (claim.equals("frozen")) {
        String reason = at(root, "reason").asText().toUpperCase(Locale.ROOT).replace('-', '_');
        return new Content(
            scenario,
            new FrozenCertificate(
                FrozenCertificate.Reason.valueOf(reason),
                integers(at(root, "startStates")),
                doubles(at(root, "freezePayoff")),
                at(root, "sweeps").asInt()));
      }
      if (!claim.equals("settlement")) {
        throw new Refused(
            file + ": claim is \"" + claim + "\"; allowed: \"settlement\", \"frozen\"");
      }
      return new Content(
          scenario,
          new SettlementCertificate(
              automaton(root),
              integers(at(root, "startStates")),
              lotteries(at(root, "starts")),
              doubles(at(root, "payoff")),
              doubles(at(root, "freezePayoff")),
              at(root, "settlementProbability").asDouble(),
              at(root, "largestGain").asDouble()));
    } catch (JsonProcessingException e) {
      throw refused(file, e);
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
  }

  private static JsonNode at(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  private static List<Lottery> lotteries(JsonNode array) {
    List<Lottery> lotteries = new ArrayList<>();
    for (JsonNode lottery : array) {
      int[] nodes = integers(at(lottery, "nodes"));
      double[] weights = doubles(at(lottery, "weights"));
      if (nodes.length != weights.length) {
        throw new IllegalArgumentException("a lottery has more nodes than weights, or fewer");
      }
      lotteries.add(new Lottery(nodes, weights));
    }
    return lotteries;
  }

  private static int[] integers(JsonNode array) {
    int[] values = new int[array.size()];
    for (int k = 0; k < values.length; k++) {
      if (!array.get(k).isInt()) {
        throw new IllegalArgumentException(array.get(k) + " is no whole number");
      }
      values[k] = array.get(k).asInt();
    }
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int k = 0; k < values.length; k++) {
      if (!array.get(k).isNumber()) {
        throw new IllegalArgumentException(array.get(k) + " is no number");
      }
      values[k] = array.get(k).asDouble();
    }
    return values;
  }
}
