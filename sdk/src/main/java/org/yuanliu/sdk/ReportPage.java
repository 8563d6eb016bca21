package org.yuanliu.sdk;

import java.util.List;
import java.util.OptionalLong;
import org.yuanliu.model.ReportRow;

/**
 * Some rows of the report of an import job.
 *
 * @param rows in the order of the file
 * @param next line to go on with; empty if there is no verdict behind these rows yet
 */
public record ReportPage(List<ReportRow> rows, OptionalLong next) {
    public ReportPage {
        rows = List.copyOf(rows);
    }
}
