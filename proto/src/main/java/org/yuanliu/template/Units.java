package org.yuanliu.template;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The units of the trade: other spellings of one unit, and units that differ by an exact factor. */
final class Units {
    private static final Map<String, String> SPELLINGS = spellings("""
            t 吨 公吨
            kg KG Kg 千克 公斤
            g 克
            mg 毫克
            m 米
            cm 厘米
            mm 毫米
            μm um 微米
            MPa MPA Mpa N/mm2 兆帕
            kPa KPa 千帕
            Pa 帕
            J 焦耳 焦
            °C C 摄氏度
            s 秒
            min 分钟 分
            h 小时
            d 天
            ppm PPM mg/kg g/t μg/g
            g/cm3 g/cc g/ml g/mL kg/dm3 kg/L
            W/(m.K) W/mK W/m.K
            mW/(m.K) mW/mK mW/m.K
            m2/kg m2/Kg
            """);

    /** What each unit is in the first of its row. */
    private static final List<Map<String, BigDecimal>> FAMILIES = List.of(
            Map.of("kg", one(0), "t", one(3), "g", one(-3), "mg", one(-6)),
            Map.of("%", one(0), "‰", one(-1), "ppm", one(-4), "ppb", one(-7)),
            Map.of("m", one(0), "cm", one(-2), "mm", one(-3), "μm", one(-6)),
            Map.of("MPa", one(0), "GPa", one(3), "kPa", one(-3), "Pa", one(-6)),
            Map.of("J", one(0), "kJ", one(3)),
            Map.of("N", one(0), "kN", one(3)),
            Map.of("s", one(0), "min", new BigDecimal(60), "h", new BigDecimal(3600), "d", new BigDecimal(86400)),
            Map.of("kg/m3", one(0), "g/cm3", one(3), "t/m3", one(3)),
            Map.of("kg/m2", one(0), "g/m2", one(-3)),
            Map.of("m2/kg", one(0), "cm2/g", one(-1), "m2/g", one(3)),
            Map.of("W/(m.K)", one(0), "mW/(m.K)", one(-3)));

    private Units() {}

    private static Map<String, String> spellings(String table) {
        Map<String, String> spellings = new HashMap<>();
        table.lines().map(row -> row.split(" ")).forEach(row -> {
            for (String each : row) {
                spellings.put(each, row[0]);
            }
        });
        return Map.copyOf(spellings);
    }

    private static BigDecimal one(int power) {
        return BigDecimal.ONE.scaleByPowerOfTen(power);
    }

    /** The same quantity in another unit; empty if the units do not belong together or the factor is not exact. */
    static Optional<BigDecimal> convert(BigDecimal value, String from, String to) {
        String source = spelled(from);
        String target = spelled(to);
        if (source.equals(target)) {
            return Optional.of(value);
        }
        for (Map<String, BigDecimal> family : FAMILIES) {
            BigDecimal numerator = family.get(source);
            BigDecimal denominator = family.get(target);
            if (numerator != null && denominator != null) {
                return factor(numerator, denominator).map(factor -> scaled(value, factor));
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> factor(BigDecimal numerator, BigDecimal denominator) {
        try {
            return Optional.of(numerator.divide(denominator).stripTrailingZeros());
        } catch (ArithmeticException e) {
            return Optional.empty(); // no finite decimal, as a minute in hours
        }
    }

    /** Moves the point where that is enough, so that no digits are invented: 26.947 t are 26947 kg, not 26947.000. */
    private static BigDecimal scaled(BigDecimal value, BigDecimal factor) {
        return factor.precision() == 1 && factor.unscaledValue().intValue() == 1
                ? value.scaleByPowerOfTen(-factor.scale())
                : value.multiply(factor);
    }

    /** One spelling for all that mean the same: no blanks, a point for the multiplication sign. */
    private static String spelled(String unit) {
        StringBuilder plain = new StringBuilder();
        for (char c : unit.toCharArray()) {
            switch (c) {
                case ' ', '^' -> {}
                case '·', '⋅', '*', '・' -> plain.append('.');
                case 'µ' -> plain.append('μ');
                default -> plain.append(c);
            }
        }
        String text = plain.toString();
        return SPELLINGS.getOrDefault(text, text);
    }
}
