"""Letters of a college to the young person: one content, shown as HTML and as PDF (AVG 12(1); Jeugdwet 7.1.5; R-134, R-136)."""
