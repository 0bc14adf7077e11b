package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.sweep.Column;
import thaw.sweep.Model;

/** What an experiment varies: an input of one of the formats. */
interface Base {
  /** Notes what the format does not allow, whether or not the parts fit together. */
  void check(Document changed) throws BadInput;

  /** Which format. */
  String kind();

  /** In words. */
  String size();

  /** What can be recorded when these parameters vary. */
  List<Column> outcomes(List<SweptParameter> parameters);

  /** What is recorded unless the experiment says otherwise. */
  List<String> standardOutcomes(List<SweptParameter> parameters);

  /** The error of payoff sets unless the experiment says otherwise, share of the payoff range. */
  double standardTolerance();

  Model model(List<SweptParameter> parameters, List<String> outcomes, double tolerance);

  /** The input in a form that is the same for all that give the same results. */
  JsonNode canonical();
}
