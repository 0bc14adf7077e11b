package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;

class TrustFileTest {
  private static final List<Map.Entry<String, List<Parameter>>> MODELS =
      List.of(
          Map.entry(
              "exchange",
              List.of(
                  Parameter.share("t"),
                  Parameter.whole("phases", 1, 9),
                  Parameter.list("stakes", 0, 1),
                  Parameter.number("side.R").optional())),
          Map.entry("calendar", List.of(Parameter.of("start", Parameter.Kind.DATE))),
          Map.entry("exchange", List.of(Parameter.share("t"), Parameter.positive("other"))));

  private static List<String> problems(String text) {
    BadInput bad =
        catchThrowableOfType(BadInput.class, () -> TrustFile.parse(text, "f.json", MODELS));
    assertThat(bad).isNotNull();
    return bad.problems().stream().map(Object::toString).toList();
  }

  @Test
  void anEntryOfAListOfExamplesIsReadAsItIs() throws Exception {
    TrustFile.Content content =
        TrustFile.parse(
            """
            {"name": "x", "model": "exchange", "parameters": {"t": 0.5, "phases": 2,
             "stakes": [0.1, 0.9], "side": {"R": 3}},
             "expected": {"a": 1}, "tolerance": 1e-6, "reference": "r", "source_status": "s",
             "verified_by": "v"}
            """,
            "f.json",
            MODELS);
    assertThat(content.variant()).isZero();
    assertThat(content.values().whole("phases")).isEqualTo(2);
    assertThat(content.values().get("side.R")).isEqualTo(3);
    assertThat(content.values().list("stakes")).containsExactly(0.1, 0.9);
  }

  @Test
  void parametersDecideWhichVariantIsMeant() throws Exception {
    assertThat(
            TrustFile.parse(
                    "{\"model\": \"exchange\", \"parameters\": {\"t\": 1, \"other\": 2}}",
                    "f.json",
                    MODELS)
                .variant())
        .isEqualTo(2);
  }

  @Test
  void allProblemsAreListedWithTheirPlaces() {
    assertThat(
            problems(
                """
                {"format": "thaw/trust@1", "name": "x", "model": "exchange",
                 "parameters": {"t": 1.5, "phases": 2.5,
                  "stakes": [0.1, "a", 2], "sides": 1}}
                """))
        .containsExactly(
            "f.json:2:22: parameters.t: is 1.5; allowed: a number from 0 to 1",
            "f.json:2:37: parameters.phases: is 2.5; allowed: a whole number from 1 to 9",
            "f.json:3:19: parameters.stakes[1]: is \"a\"; allowed: a number from 0 to 1",
            "f.json:3:24: parameters.stakes[2]: is 2; allowed: a number from 0 to 1",
            "f.json:3:28: parameters.sides: is no parameter of exchange; allowed: phases, side.R,"
                + " stakes, t (did you mean side.R?)");
  }

  @Test
  void unknownModelsFieldsAndFormatsAreRefused() {
    assertThat(problems("{\"format\": \"thaw/trust@9\", \"model\": \"exchang\", \"more\": 1}"))
        .hasSize(4)
        .anyMatch(p -> p.contains("did you mean exchange?"))
        .anyMatch(p -> p.contains("more: is no field of thaw/trust@1"));
    assertThat(problems("[1]")).hasSize(3);
    assertThat(problems("{\"model\": \"calendar\", \"parameters\": {\"start\": \"2019-02-30\"}}"))
        .containsExactly(
            "f.json:1:47: parameters.start: is \"2019-02-30\"; allowed: a day, as in 2019-02-28");
    assertThat(problems("{\"model\": \"calendar\", \"parameters\": {}}"))
        .containsExactly(
            "f.json:1:37: parameters.start: is missing; allowed: a day, as in 2019-02-28");
  }

  @Test
  void contradictionsHavePlacesToo() throws Exception {
    TrustFile.Content content =
        TrustFile.parse(
            "{\"model\": \"exchange\", \"parameters\": {\"t\": 1,\n \"other\": 2}}",
            "f.json",
            MODELS);
    BadInput bad =
        catchThrowableOfType(
            BadInput.class,
            () -> content.refuse(List.of(new Contradiction("other", "is 2", "less than t"))));
    assertThat(bad.problems().get(0))
        .hasToString("f.json:2:11: parameters.other: is 2; allowed: less than t");
  }
}
