package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.damaged;
import static thaw.cli.Outcome.thaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user may hand to {@code thaw solve}: an answer, or a complaint that helps. */
class BadGamesTest {
  private static final List<String> CONCEPTS =
      List.of(
          "nash", "correlated", "minmax", "spe", "markov", "qre", "transfers", "public-monitoring");

  private static final String DILEMMA = "[[[2,2],[-1,3]],[[3,-1],[0,0]]]";

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String game(String discount, String... states) {
    return "{\"format\":\"thaw/game@1\",\"name\":\"g\",\"players\":[\"row\",\"column\"],"
        + "\"discount\":"
        + discount
        + ",\"states\":["
        + String.join(",", states)
        + "]}";
  }

  private static String state(String payoffs, String... more) {
    return "{\"name\":\"s\",\"actions\":[[\"C\",\"D\"],[\"C\",\"D\"]],\"payoffs\":"
        + payoffs
        + String.join("", more)
        + "}";
  }

  private static String dilemma(String factor) {
    return DILEMMA.replaceAll("([1-9])", "$1" + factor);
  }

  /** Legal games at the edges. */
  private static Map<String, String> edges() {
    String stay = ",\"transitions\":[[{\"s\":1},{\"s\":1}],[{\"s\":1},{\"s\":1}]]";
    String away =
        ",\"transitions\":[[{\"s\":1,\"t\":0},{\"t\":1}],[{\"t\":1},{\"s\":0.5,\"t\":0.5}]]";
    String absorbing =
        "{\"name\":\"t\",\"actions\":[[\"x\"],[\"x\"]],\"payoffs\":[[[0,0]]],"
            + "\"transitions\":[[{\"t\":1}]]}";
    Map<String, String> games = new LinkedHashMap<>();
    games.put("no pure", game("0.5", state("[[[1,-1],[-1,1]],[[-1,1],[1,-1]]]")));
    games.put("not connected", game("0.5", state(DILEMMA, stay), absorbing));
    games.put("absorbing", game("0.9", state(DILEMMA, away), absorbing));
    games.put("impatient", game("0", state(DILEMMA)));
    games.put("patience differs", game("[0.5,0.8]", state(DILEMMA)));
    games.put("all the same", game("0.5", state("[[[1,1],[1,1]],[[1,1],[1,1]]]")));
    games.put("one action", game("0.9", absorbing.replace(",\"transitions\":[[{\"t\":1}]]", "")));
    games.put(
        "one player",
        game("0.9", state("[[1],[2]]"))
            .replace(",\"column\"", "")
            .replace("[[\"C\",\"D\"],[\"C\",\"D\"]]", "[[\"C\",\"D\"]]"));
    games.put(
        "three players",
        game(
                "0.9",
                state(
                    "[[[[1,1,1],[0,2,0]],[[2,0,1],[0,0,3]]],[[[3,1,0],[1,1,1]],[[0,0,2],[1,2,1]]]]"))
            .replace("\"column\"", "\"column\",\"third\"")
            .replace(
                "[[\"C\",\"D\"],[\"C\",\"D\"]]", "[[\"C\",\"D\"],[\"C\",\"D\"],[\"C\",\"D\"]]"));
    games.put("large", game("0.6", state(dilemma("e10"))));
    games.put("small", game("0.6", state(dilemma("e-6"))));
    games.put("largest", game("0.6", state(dilemma("e99"))));
    games.put("smallest", game("0.6", state(dilemma("e-99"))));
    games.put("rational", game("\"2/3\"", state(DILEMMA.replaceAll("(-?[0-9])", "\"$1/3\""))));
    return games;
  }

  @Test
  void everyConceptAnswersLegalGamesAtTheEdgesOrSaysWhatItAllows() throws IOException {
    for (Map.Entry<String, String> entry : edges().entrySet()) {
      Path file = file(entry.getKey() + ".json", entry.getValue());
      assertThat(thaw("check", file.toString()).code()).as(entry.getKey()).isEqualTo(Main.DONE);
      for (String concept : CONCEPTS) {
        Outcome outcome = thaw("solve", file.toString(), "--concept", concept, "--json", "-q");
        String what = entry.getKey() + ", " + concept + ": " + outcome.err();
        assertThat(outcome.code()).as(what).isIn(Main.DONE, Main.BAD_INPUT, Main.NOT_CONVERGED);
        if (outcome.code() == Main.BAD_INPUT) {
          assertThat(outcome.out()).as(what).isEmpty();
          assertThat(outcome.err()).as(what).startsWith("thaw: ").contains("allowed");
          assertThat(outcome.err().lines()).as(what).hasSize(1);
        } else {
          assertThat(outcome.err()).as(what).isEmpty();
          assertThat(outcome.json().get("concept").asText()).isEqualTo(concept);
        }
      }
    }
  }

  @Test
  void scaleChangesPayoffSetsOnlyByTheFactor() throws IOException {
    JsonNode plain = vertices("1", DILEMMA);
    for (String factor : List.of("1e-99", "1e-6", "1e10", "1e99")) {
      JsonNode scaled = vertices(factor, dilemma(factor.substring(1)));
      assertThat(scaled).hasSameSizeAs(plain);
      for (int k = 0; k < plain.size(); k++) {
        for (int i = 0; i < 2; i++) {
          assertThat(scaled.get(k).get(i).asDouble() / Double.parseDouble(factor))
              .as("%s × vertex %d", factor, k)
              .isCloseTo(plain.get(k).get(i).asDouble(), org.assertj.core.data.Offset.offset(1e-7));
        }
      }
    }
  }

  private JsonNode vertices(String name, String payoffs) throws IOException {
    Path file = file(name + ".json", game("0.6", state(payoffs)));
    Outcome outcome = thaw("solve", file.toString(), "--concept", "spe", "--json", "-q");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    return outcome.json().get("states").get(0).get("vertices");
  }

  @Test
  void smallAndLargePayoffsAreShownAsTheyAre() throws IOException {
    Path small = file("small.json", game("0.6", state(dilemma("e-9"))));
    Path large = file("large.json", game("0.6", state(dilemma("e14"))));
    for (String concept : List.of("spe", "transfers")) {
      assertThat(thaw("solve", small.toString(), "--concept", concept, "-q").out())
          .contains(concept.equals("spe") ? "(2.00e−09, 2.00e−09)" : "together 4.00e−09");
      assertThat(thaw("solve", large.toString(), "--concept", concept, "-q").out())
          .contains(concept.equals("spe") ? "(2.00e+14, 2.00e+14)" : "together 4.00e+14");
    }
  }

  /** Files with faults, and where the first fault is or what is said of it. */
  private static Map<String, String> faults() {
    String good = game("0.5", state(DILEMMA));
    Map<String, String> faults = new LinkedHashMap<>();
    faults.put(game("1", state(DILEMMA)), "discount: is 1; allowed: 0 or more, less than 1");
    faults.put(game("[0.5,1.5]", state(DILEMMA)), "discount[1]: is 1.5");
    faults.put(game("-0.1", state(DILEMMA)), "discount: is -0.1");
    faults.put(game("0.5", state(dilemma("e307"))), "allowed: 0, or 1e-100 to 1e100 in size");
    faults.put(game("0.5", state(dilemma("e-320"))), "allowed: 0, or 1e-100 to 1e100 in size");
    faults.put(good.replace("-1", "NaN"), "1:");
    faults.put(good.replace("-1", "Infinity"), "1:");
    faults.put(good.replace("-1", "1e999"), "payoffs[0][1][0]");
    faults.put(good.replace("-1", "\"1/0\""), "payoffs[0][1][0]: is \"1/0\"");
    faults.put(good.replace("-1", "\"two\""), "payoffs[0][1][0]: is \"two\"");
    faults.put(good.replace("-1", "null"), "payoffs[0][1][0]: is null");
    faults.put(good.replace(",[-1,3]", ""), "payoffs[0]: has 1 entries");
    faults.put(good.replace("[-1,3]", "[-1,3,4]"), "payoffs[0][1]: is [-1,3,4]");
    faults.put(
        good.replace("[\"C\",\"D\"],[", "[\"C\",\"C\"],["), "actions[0][1]: \"C\" is given twice");
    faults.put(good.replace("\"column\"", "\"row\""), "players[1]: \"row\" is given twice");
    faults.put(good.replace("[\"row\",\"column\"]", "[]"), "players: there are 0");
    faults.put(good.replace("\"discount\"", "\"discuont\""), "did you mean discount?");
    faults.put(good.replace("\"discount\"", "\"discount\":0,\"discount\""), "given twice");
    faults.put(good.replace("game@1", "game@2"), "did you mean thaw/game@1?");
    faults.put(game("0.5", state(DILEMMA), state(DILEMMA)), "\"transitions\" is missing");
    String stay = ",\"transitions\":[[{\"s\":1},{\"s\":1}],[{\"s\":1},{\"s\":1}]]";
    faults.put(
        game("0.5", state(DILEMMA, stay), state(DILEMMA, stay)),
        "states[1].name: \"s\" is given twice");
    faults.put(
        game("0.5", state(DILEMMA, stay.replaceFirst(":1", ":0.5"))),
        "transitions[0][0]: transition probabilities sum to 0.5");
    faults.put(
        game("0.5", state(DILEMMA, stay.replaceFirst("\"s\"", "\"z\""))),
        "transitions[0][0]: state \"z\" is not defined");
    faults.put(good + " x", "1:");
    faults.put(good + good, "text after the end");
    faults.put(good.substring(0, 60), "1:");
    faults.put("", "the file is empty");
    faults.put("null", "is null");
    faults.put("[1]", "is a list");
    faults.put("[".repeat(10_000), "nesting depth");
    return faults;
  }

  @Test
  void faultyFilesAreRefusedWithTheirPositionByCheckAndByEveryConcept() throws IOException {
    int number = 0;
    for (Map.Entry<String, String> entry : faults().entrySet()) {
      Path file = file("game" + number++ + ".json", entry.getKey());
      for (String concept : CONCEPTS) {
        refused(entry.getValue(), file, "solve", file.toString(), "--concept", concept, "--json");
      }
      if (entry.getKey().contains("\"format\"")) {
        refused(entry.getValue(), file, "check", file.toString(), "--json");
      }
    }
    Path yaml =
        file(
            "game.yaml",
            """
            format: thaw/game@1
            name: g
            players: [a, b]
            discount: 1.5
            states:
              - name: s
                actions: [[x], [x]]
                payoffs: [[[0, 1]]]
            """);
    refused("game.yaml:4:11: discount", yaml, "solve", yaml.toString(), "--concept", "spe");
    Path nfg = file("short.nfg", "NFG 1 R \"g\" { \"a\" \"b\" } { 2 1 }\n1 2 3\n");
    refused("short.nfg:3:1: the file ends", nfg, "solve", nfg.toString(), "--concept", "nash");
    refused("short.nfg:3:1: the file ends", nfg, "check", nfg.toString());
  }

  private void refused(String said, Path file, String... args) {
    Outcome outcome = thaw(args);
    String what = String.join(" ", args) + ": " + outcome.err();
    assertThat(outcome.code()).as(what).isEqualTo(Main.BAD_INPUT);
    assertThat(outcome.out()).as(what).isEmpty();
    assertThat(outcome.err()).as(what).contains(said).doesNotContain("JsonReadFeature");
    assertThat(outcome.err().lines().toList())
        .as(what)
        .allMatch(line -> line.matches("(?s)\\Q" + file + "\\E:\\d+:\\d+: .*; allowed: .*"));
  }

  @Test
  void whatIsNoFileIsRefusedAndNothingIsWritten() throws IOException {
    Path latin = folder.resolve("latin.json");
    Files.write(
        latin,
        game("0.5", state(DILEMMA))
            .replace("row", "r\u00f6w")
            .getBytes(StandardCharsets.ISO_8859_1));
    Path bad = file("bad.json", game("1", state(DILEMMA)));
    Path good = file("good.json", game("0.5", state(DILEMMA)));
    Path out = folder.resolve("out");
    for (String what :
        List.of(folder.toString(), folder + "/none.json", latin.toString(), bad.toString())) {
      for (String concept : CONCEPTS) {
        Outcome outcome = thaw("solve", what, "--concept", concept, "-o", out.toString());
        assertThat(outcome.code()).as(what).isEqualTo(Main.BAD_INPUT);
        assertThat(outcome.err()).contains(what).doesNotContain("\tat ");
      }
      for (String command : List.of("check", "verify", "trust")) {
        Outcome outcome = thaw(command, what);
        assertThat(outcome.code()).as(command + " " + what).isEqualTo(Main.BAD_INPUT);
        assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("internal");
      }
    }
    for (String[] more :
        List.of(
            new String[] {"--tolerance", "0"},
            new String[] {"--tolerance", "NaN"},
            new String[] {"--starts", "-1"},
            new String[] {"--set", "discount=1"},
            new String[] {"--set", "discuont=0.5"},
            new String[] {"--set", "states[0].payoffs[0][0][0]=much"},
            new String[] {"-o", good + "/inside"})) {
      Outcome outcome =
          thaw(
              Stream.concat(
                      Stream.of(
                          "solve", good.toString(), "--concept", "nash", "-o", out.toString()),
                      Stream.of(more))
                  .toArray(String[]::new));
      assertThat(outcome.code())
          .as(String.join(" ", more) + outcome.err())
          .isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("internal");
    }
    assertThat(out).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("latin.json", "bad.json", "good.json");
    }
  }

  @Test
  void resultsSayWhereTheyComeFromAndEndWithTheTime() throws IOException {
    Path file = file("game.json", game("0.5", state(DILEMMA)));
    for (String concept : CONCEPTS) {
      String[] args = {
        "solve", file.toString(), "--concept", concept, "--json", "-q", "--starts", "2"
      };
      Outcome outcome = thaw(args);
      if (concept.equals("public-monitoring")) {
        assertThat(outcome.code()).isEqualTo(Main.BAD_INPUT); // every action is seen
        continue;
      }
      ObjectNode one = (ObjectNode) outcome.json();
      ObjectNode other = (ObjectNode) thaw(args).json();
      List<String> names = new java.util.ArrayList<>();
      for (Iterator<String> at = one.fieldNames(); at.hasNext(); ) {
        names.add(at.next());
      }
      assertThat(names.get(0)).isEqualTo("concept");
      assertThat(names).endsWith("version", "inputSha256", "wallTimeSeconds");
      assertThat(one.get("wallTimeSeconds").asDouble()).isPositive();
      one.remove("wallTimeSeconds");
      other.remove("wallTimeSeconds");
      assertThat(other.toString()).as(concept).isEqualTo(one.toString());
      if (List.of("spe", "markov", "qre", "transfers").contains(concept)) {
        assertThat(one.get("tolerance").asDouble()).as(concept).isPositive();
        assertThat(one.get("converged").asBoolean()).as(concept).isTrue();
      }
      if (concept.equals("markov")) {
        assertThat(one.get("seed").asLong()).isEqualTo(1);
      }
    }
  }

  @Test
  void foldersHoldResultCertificateFiguresAndTablesThatVerifyConfirms() throws IOException {
    Path file = file("game.json", game("0.5", state(DILEMMA)));
    for (String concept : List.of("nash", "spe")) {
      Path out = folder.resolve(concept);
      Outcome outcome =
          thaw("solve", file.toString(), "--concept", concept, "-q", "-o", out.toString());
      assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
      JsonNode result = new ObjectMapper().readTree(Files.readString(out.resolve("result.json")));
      assertThat(result.get("version").asText()).isEqualTo(Main.version());
      assertThat(result.has("inputSha256")).isTrue();
      assertThat(out.resolve("certificates/" + concept + ".json")).exists();
    }
    assertThat(folder.resolve("nash/tables/payoffs.md"))
        .content()
        .contains("| D | **3**, -1 | **0**, **0** † |");
    assertThat(folder.resolve("nash/tables/payoffs.tex")).content().contains("\\toprule");
    assertThat(folder.resolve("spe/figures/payoff-set.csv"))
        .content()
        .contains("s,stage Nash,0.0,0.0")
        .contains("s,feasible,2.0,2.0");
    Outcome verified = thaw("verify", folder.resolve("nash").toString());
    assertThat(verified.code()).as(verified.out()).isEqualTo(Main.DONE);
  }

  @Test
  void damagedGamesEndInAnAnswerOrARefusal() throws IOException {
    String base = game("0.5", state(DILEMMA));
    Random random = new Random(11);
    Path file = folder.resolve("damaged.json");
    for (int k = 0; k < 150; k++) {
      String text = damaged(base, random);
      Files.writeString(file, text);
      String concept = List.of("nash", "minmax", "transfers").get(k % 3);
      Outcome outcome = thaw("solve", file.toString(), "--concept", concept, "--json", "-q");
      assertThat(outcome.code()).as(text + outcome.err()).isIn(Main.DONE, Main.BAD_INPUT);
      assertThat(outcome.out().isEmpty()).isEqualTo(outcome.code() == Main.BAD_INPUT);
    }
  }
}
