package org.yuanliu.tools.template;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Names of one scope of a Java class, made of the words of a template: none is a word of Java, none is given twice.
 * Compared without case, for two classes that differ in nothing else would share a file. For one thread.
 */
final class JavaNames {
    private final Set<String> taken = new HashSet<>();

    /** @param taken what the class inherits or imports */
    JavaNames(Collection<String> taken) {
        taken.forEach(name -> this.taken.add(plain(name)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * The name itself if it is free; else one that is.
     *
     * @param unlike what tells its word from others that give the same name, such as a field's index
     */
    String free(String wanted, int unlike) {
        String name = SourceVersion.isKeyword(wanted) ? wanted + "_" : wanted;
        if (taken.contains(plain(name))) {
            name = wanted + "_" + unlike;
        }
        while (!taken.add(plain(name))) {
            name += "_";
        }
        return name;
    }

    /**
     * {@code mech.ReH} becomes {@code mechReH}, {@code mech.Rp0.2} becomes {@code mechRp0_2}: the spelling stays, a capital
     * stands for each sign that Java does not take, {@code _} for one between digits.
     */
    static String camel(String word) {
        StringBuilder name = new StringBuilder(word.length());
        boolean behindSign = false;
        for (int c : word.codePoints().toArray()) {
            if (!Character.isLetterOrDigit(c)) {
                behindSign = !name.isEmpty();
                continue;
            }
            if (behindSign && Character.isDigit(c) && Character.isDigit(name.codePointBefore(name.length()))) {
                name.append('_');
            }
            name.appendCodePoint(behindSign ? Character.toUpperCase(c) : c);
            behindSign = false;
        }
        return name.toString();
    }

    /** {@code steel-coil} becomes {@code SteelCoil}. */
    static String type(String word) {
        String name = camel(word);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /**
     * {@code stone-wool} becomes {@code STONE_WOOL}; {@code 3.1} of the field {@code certificate.type} becomes
     * {@code TYPE_3_1}.
     */
    static String constant(String code, String field) {
        String name = capitals(code);
        if (beginsWithLetter(name)) {
            return name;
        }
        String last = capitals(field.substring(field.lastIndexOf('.') + 1));
        String front = beginsWithLetter(last) ? last : capitals(field);
        return name.isEmpty() ? front : front + "_" + name;
    }

    private static boolean beginsWithLetter(String name) {
        return !name.isEmpty() && Character.isLetter(name.codePointAt(0));
    }

    private static String capitals(String text) {
        StringBuilder name = new StringBuilder(text.length());
        text.codePoints().forEach(c -> name.appendCodePoint(Character.isLetterOrDigit(c) ? c : '_'));
        return name.toString().replaceAll("_+", "_").replaceAll("^_|_$", "").toUpperCase(Locale.ROOT);
    }

    /** What a number in this unit is called: {@code kg}, {@code percent}, {@code gPerCm3}. */
    static String unit(String unit) {
        String spoken = unit.replace("°C", " celsius ")
                .replace("%", " percent ")
                .replace("‰", " permille ")
                .replace("/", " per ");
        String name = camel(spoken);
        return SourceVersion.isName(name) ? name : "value";
    }
}
