/** Figures for papers: PDF, SVG, PNG and TikZ, with their data. */
@SuppressWarnings("requires-automatic") // the names are those that the jars' manifests state
module thaw.charts {
  requires static org.jspecify;
  requires transitive java.desktop;
  requires transitive thaw.solver;
  requires de.rototor.pdfbox.graphics2d;
  requires org.apache.pdfbox;
  requires org.apache.xmlgraphics.batik.awt.util;
  requires org.apache.xmlgraphics.batik.dom;
  requires org.apache.xmlgraphics.batik.svggen;
  requires org.jfree.jfreechart;

  // What those need and, having no descriptors, cannot ask for.
  requires java.logging;
  requires jdk.xml.dom;
  requires org.apache.commons.io;
  requires org.apache.commons.logging;

  exports thaw.charts;

  // Stored specifications are written and read by their record components.
  opens thaw.charts to
      com.fasterxml.jackson.databind;
}
