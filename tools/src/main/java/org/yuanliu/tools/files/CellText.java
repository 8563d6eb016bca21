package org.yuanliu.tools.files;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.model.StylesTable;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;

/**
 * Numbers of a workbook as texts. Days become {@code 2026-11-24}, moments {@code 2026-11-24T07:30:00}. A number in a
 * format is what the sheet shows, so that {@code 0.1650} keeps its zero, but without signs between thousands; in no
 * format it is written out with the 15 digits that Excel knows.
 */
final class CellText {
    private static final MathContext DIGITS = new MathContext(15);
    private static final String GENERAL = "General";

    private final StylesTable styles;
    private final DataFormatter formatter = new DataFormatter(Locale.ROOT);

    CellText(StylesTable styles) {
        this.styles = styles;
    }

    /** @param style place in the workbook's table of cell formats */
    String number(String value, int style) {
        double number = Double.parseDouble(value);
        XSSFCellStyle found = style < styles.getNumCellStyles() ? styles.getStyleAt(style) : null;
        String format = found == null || found.getDataFormatString() == null ? GENERAL : found.getDataFormatString();
        int index = found == null ? 0 : found.getDataFormat();
        if (DateUtil.isADateFormat(index, format) && DateUtil.isValidExcelDate(number)) {
            return moment(DateUtil.getLocalDateTime(number, false, true));
        }
        if (format.equals(GENERAL) || format.equals("@")) {
            BigDecimal exact = new BigDecimal(value).round(DIGITS);
            return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        }
        return formatter
                .formatRawCellContents(number, index, format.replace(",", ""))
                .strip();
    }

    private static String moment(LocalDateTime moment) {
        return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? moment.toLocalDate().toString()
                : moment.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }
}
