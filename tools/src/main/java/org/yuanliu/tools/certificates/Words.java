package org.yuanliu.tools.certificates;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What product names in the languages of the trade mean. The first row that fits counts. */
final class Words {
    private static final Map<String, String> FORMS = table("""
            tube     tube pipe rohr hollow 管
            section  profile section beam angle channel profil 型材 型钢
            plate    plate grobblech 厚板 中板
            strip    strip band 带
            sheet    sheet blech 薄板
            foil     foil folie 箔
            bar      bar stab 棒 圆钢
            rod      rod walzdraht 盘条
            wire     wire draht 线材 丝
            forging  forg schmied 锻
            """);

    private static final Map<String, String> STEEL = table("""
            steel-slab  slab bramme 板坯 连铸坯
            steel-coil  coil 卷
            """);

    private static final Map<String, String> METALS = table("""
            aluminium  aluminium aluminum 铝 en\u00A0aw- en\u00A0ac- en\u00A0ab-
            copper     copper kupfer cathode 铜
            steel      steel stahl acier 钢 en\u00A010027
            """);

    private static final Map<String, String> MATERIALS = table("""
            cement                  cement zement 水泥
            fertiliser              fertiliser fertilizer urea dünger 肥 尿素
            rare-earth-oxide        rare\u00A0earth lanthanum cerium neodymium praseodymium 稀土 氧化镧 氧化铈 氧化钕
            copper-cathode          cathode 阴极铜
            aluminium-ingot         aluminium\u00A0ingot aluminum\u00A0ingot 铝锭
            waterproofing-membrane  waterproofing 防水卷材
            thermal-insulation      insulation rock\u00A0wool glass\u00A0wool 绝热 岩棉 玻璃棉
            polyolefin-resin        polyethylene polypropylene hdpe lldpe ldpe 聚乙烯 聚丙烯
            """);

    private Words() {}

    private static Map<String, String> table(String rows) {
        Map<String, String> table = new LinkedHashMap<>();
        rows.lines().map(row -> row.trim().split(" +")).forEach(row -> {
            for (int i = 1; i < row.length; i++) {
                table.put(row[i].replace('\u00A0', ' '), row[0]);
            }
        });
        return table;
    }

    private static Optional<String> find(Map<String, String> table, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return table.entrySet().stream()
                .filter(each -> lower.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** A code of the field {@code form}. */
    static String form(String text) {
        return find(FORMS, text).orElse("other");
    }

    /** Steel of any form. */
    static String steelPack(String text) {
        return find(STEEL, text).orElse("steel-product");
    }

    /** The pack of a metal product. */
    static Optional<String> metalPack(String text) {
        return find(METALS, text).flatMap(metal -> switch (metal) {
            case "aluminium" -> Optional.of(says(text, "ingot", "锭") ? "aluminium-ingot" : "aluminium-product");
            case "copper" -> says(text, "cath", "阴极") ? Optional.of("copper-cathode") : Optional.<String>empty();
            default -> Optional.of(steelPack(text));
        });
    }

    private static boolean says(String text, String... words) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(lower::contains);
    }

    /** The pack of a material that a certificate of analysis is about. */
    static Optional<String> materialPack(String text) {
        return find(MATERIALS, text);
    }
}
