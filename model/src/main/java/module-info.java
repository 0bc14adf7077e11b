/** What the researcher writes, the games compiled from it, and both as files. */
module thaw.model {
  requires static org.jspecify;
  requires transitive com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.yaml;
  requires com.networknt.schema;
  requires transitive org.apache.commons.numbers.fraction;

  exports thaw.model;
  exports thaw.model.game;
  exports thaw.model.io;
  exports thaw.model.trust;
}
