package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;
import thaw.solver.verify.Confirmation;

/**
 * Reads the fields of a claim strictly, and writes exact rationals; what is missing or of another
 * kind is an {@link IllegalArgumentException} with the field's name.
 */
final class ClaimJson {
  private static final Pattern RATIONAL = Pattern.compile("(-?\\d+)(?:/(\\d+))?");

  /** How far a decimal may be from the rational that it stands for, relatively. */
  private static final double DECIMAL_TOLERANCE = 1e-12;

  /** A check that may come upon a malformed claim. */
  interface Check {
    void run(List<String> problems, List<String> findings);
  }

  private ClaimJson() {}

  /** What a check found; a malformed claim is a problem. */
  static Confirmation confirmation(Check check) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    try {
      check.run(problems, findings);
    } catch (IllegalArgumentException e) {
      problems.add("the claim is malformed: " + e.getMessage());
    }
    return new Confirmation(problems, findings);
  }

  static JsonNode at(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("\"" + name + "\" is missing");
    }
    return value;
  }

  static JsonNode list(JsonNode node, String name) {
    JsonNode value = at(node, name);
    if (!value.isArray()) {
      throw new IllegalArgumentException("\"" + name + "\" is no list");
    }
    return value;
  }

  static double number(JsonNode node, String name) {
    JsonNode value = at(node, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("\"" + name + "\" is no number");
    }
    return value.doubleValue();
  }

  static int integer(JsonNode node, String name) {
    return integer(at(node, name));
  }

  static int integer(JsonNode value) {
    if (!value.isInt()) {
      throw new IllegalArgumentException(value + " is no whole number");
    }
    return value.intValue();
  }

  static boolean flag(JsonNode node, String name) {
    JsonNode value = at(node, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("\"" + name + "\" is neither true nor false");
    }
    return value.booleanValue();
  }

  static double[] doubles(JsonNode node, String name) {
    List<Double> values = new ArrayList<>();
    for (JsonNode value : list(node, name)) {
      if (!value.isNumber()) {
        throw new IllegalArgumentException("\"" + name + "\" has " + value + ", no number");
      }
      values.add(value.doubleValue());
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  static List<String> texts(Iterable<JsonNode> list) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list) {
      if (!value.isTextual()) {
        throw new IllegalArgumentException(value + " is no text");
      }
      texts.add(value.textValue());
    }
    return texts;
  }

  static List<BigFraction> fractions(JsonNode node, String name) {
    List<BigFraction> values = new ArrayList<>();
    for (String text : texts(list(node, name))) {
      Matcher rational = RATIONAL.matcher(text);
      if (!rational.matches()) {
        throw new IllegalArgumentException("\"" + name + "\" has " + text + ", no rational");
      }
      BigInteger denominator =
          rational.group(2) == null ? BigInteger.ONE : new BigInteger(rational.group(2));
      if (denominator.signum() == 0) {
        throw new IllegalArgumentException("\"" + name + "\" has " + text + ": divided by 0");
      }
      values.add(BigFraction.of(new BigInteger(rational.group(1)), denominator));
    }
    return values;
  }

  /** The profile with these action names. */
  static int profile(State game, JsonNode labels) {
    List<String> names = texts(labels);
    if (names.size() != game.playerCount()) {
      throw new IllegalArgumentException(labels + " is no profile");
    }
    int[] chosen = new int[names.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = action(game, i, names.get(i));
    }
    return game.profile(chosen);
  }

  static int action(State game, int player, String label) {
    if (player < 0 || player >= game.playerCount()) {
      throw new IllegalArgumentException("there is no player " + (player + 1));
    }
    return game.findAction(player, label)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "player " + (player + 1) + " has no action \"" + label + "\""));
  }

  /** Writes the rationals as text and, under the name with "Decimal", as numbers. */
  static void rationals(ObjectNode node, String name, List<BigFraction> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(v -> array.add(text(v)));
    CertificateFile.numbers(
        node, name + "Decimal", values.stream().mapToDouble(BigFraction::doubleValue).toArray());
  }

  /** Reads them back; the decimals must be those of the rationals. */
  static List<BigFraction> rationals(JsonNode node, String name, List<String> problems) {
    List<BigFraction> values = fractions(node, name);
    double[] decimals = doubles(node, name + "Decimal");
    boolean same = decimals.length == values.size();
    for (int k = 0; k < decimals.length && same; k++) {
      double exact = values.get(k).doubleValue();
      same = Math.abs(decimals[k] - exact) <= DECIMAL_TOLERANCE * Math.abs(exact);
    }
    if (!same) {
      problems.add("\"" + name + "Decimal\" are not the numbers of \"" + name + "\"");
    }
    return values;
  }

  static String text(BigFraction value) {
    return value.getDenominator().equals(BigInteger.ONE)
        ? value.getNumerator().toString()
        : value.getNumerator() + "/" + value.getDenominator();
  }
}
