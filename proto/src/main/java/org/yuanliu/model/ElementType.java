package org.yuanliu.model;

/**
 * The type of an element, such as {@code URL} or {@code HS_ADMIN}. Compares without regard to ASCII case and keeps its
 * spelling (wire reference, section 7).
 */
public record ElementType(String name) {
    public static final ElementType HS_ADMIN = new ElementType("HS_ADMIN");
    public static final ElementType HS_VLIST = new ElementType("HS_VLIST");
    public static final ElementType HS_SECKEY = new ElementType("HS_SECKEY");
    public static final ElementType HS_PUBKEY = new ElementType("HS_PUBKEY");
    public static final ElementType HS_SITE = new ElementType("HS_SITE");
    public static final ElementType HS_SERV = new ElementType("HS_SERV");
    public static final ElementType HS_ALIAS = new ElementType("HS_ALIAS");
    public static final ElementType URL = new ElementType("URL");
    public static final ElementType LOCATIONS = new ElementType("10320/loc");

    /** Whether a request for this type selects an element of the other type: {@code URL.} selects URL, URL.A, url.b.c. */
    public boolean selects(ElementType other) {
        int n = name.length();
        if (n > 0 && name.charAt(n - 1) == '.') {
            return foldedRegion(other.name, n) || (other.name.length() == n - 1 && foldedRegion(other.name, n - 1));
        }
        return equals(other);
    }

    private boolean foldedRegion(String other, int length) {
        if (other.length() < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (fold(name.charAt(i)) != fold(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char fold(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ElementType t
                && t.name.length() == name.length()
                && foldedRegion(t.name, name.length());
    }

    @Override
    public int hashCode() {
        int h = 0;
        for (int i = 0; i < name.length(); i++) {
            h = 31 * h + fold(name.charAt(i));
        }
        return h;
    }

    @Override
    public String toString() {
        return name;
    }
}
