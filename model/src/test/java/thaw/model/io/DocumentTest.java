package thaw.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
  private static final String TEXT =
      """
      {"a": 1,
       "b": {"c": [10, 20], "cd": {"e": 2}}}
      """;

  @Test
  void aPartKnowsWhereItsValuesStandInTheWholeFile() throws BadInput {
    Document part = Document.parse(TEXT, "x.json", List.of()).part("b");
    assertThat(part.at("c[1]").asInt()).isEqualTo(20);
    part.problem("c[1]", "is wrong", "right");
    part.problem("cd.e", "is wrong", "right");
    part.problemWithKey("c", "is no field", "none");
    assertThatThrownBy(part::throwIfBad)
        .hasMessage(
            """
            x.json:2:8: c: is no field; allowed: none
            x.json:2:18: c[1]: is wrong; allowed: right
            x.json:2:35: cd.e: is wrong; allowed: right""");
  }

  @Test
  void overridesOfACopyLeaveTheOriginalAlone() throws BadInput {
    Document document = Document.parse(TEXT, "x.json", List.of());
    Document changed =
        document.with(List.of(Setting.parse("b.c[0]=11"), Setting.parse("b.cd={\"f\": 3}")));
    assertThat(changed.at("b.c[0]").asInt()).isEqualTo(11);
    assertThat(changed.at("b.cd.f").asInt()).isEqualTo(3);
    assertThat(changed.at("b.cd.e").isMissingNode()).isTrue();
    assertThat(document.at("b.c[0]").asInt()).isEqualTo(10);
    assertThat(document.at("b.cd.e").asInt()).isEqualTo(2);
    changed.problem("b.c[0]", "is wrong", "right");
    document.throwIfBad();
    assertThatThrownBy(changed::throwIfBad)
        .hasMessage("--set:1:8: b.c[0]: is wrong; allowed: right");
    assertThatThrownBy(() -> document.with(List.of(Setting.parse("b.x.y=1"))))
        .hasMessageContaining("there is no field \"b.x\"");
    document.throwIfBad();
  }
}
