package thaw.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.sweep.Row;
import thaw.sweep.Status;
import thaw.sweep.run.Finished;

class EvaluatedTest {
  private static final double OTHER_NAN = Double.longBitsToDouble(0x7ff8000000000001L);

  @Test
  void rowsArriveAsTheyWereSent() {
    List<Finished> rows =
        List.of(
            new Finished(
                new Row(
                    Long.MAX_VALUE,
                    -1,
                    new double[] {0.1, -0.0, Double.NEGATIVE_INFINITY},
                    Status.OK,
                    "",
                    new double[] {Double.MIN_VALUE, OTHER_NAN}),
                ""),
            new Finished(
                new Row(
                    0,
                    Long.MIN_VALUE,
                    new double[0],
                    Status.ERROR,
                    "δ ≥ 1, \"𝛿\"\n" + "x".repeat(70_000),
                    new double[0]),
                "a frame\nanother\n"));
    List<Finished> arrived = Evaluated.of(rows, 1).finished();
    assertThat(arrived).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      Row sent = rows.get(i).row();
      Row row = arrived.get(i).row();
      assertThat(row.point()).isEqualTo(sent.point());
      assertThat(row.seed()).isEqualTo(sent.seed());
      assertThat(row.status()).isEqualTo(sent.status());
      assertThat(row.message()).isEqualTo(sent.message());
      assertThat(bits(row.parameters())).containsExactly(bits(sent.parameters()));
      assertThat(bits(row.outcomes())).containsExactly(bits(sent.outcomes()));
      assertThat(arrived.get(i).detail()).isEqualTo(rows.get(i).detail());
    }
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }
}
