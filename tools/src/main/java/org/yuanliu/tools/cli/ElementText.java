package org.yuanliu.tools.cli;

import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.stream.Collectors;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.SiteCodec;

/** The data of an element on one line, for people. */
final class ElementText {
    private static final int MOST_CHARACTERS = 400;

    private final Texts texts;

    ElementText(Texts texts) {
        this.texts = texts;
    }

    String of(Element element) {
        try {
            return typed(element);
        } catch (MalformedMessage e) {
            return plain(element);
        }
    }

    private String typed(Element element) throws MalformedMessage {
        ElementType type = element.type();
        if (type.equals(ElementType.HS_ADMIN)) {
            return admin(AdminCodec.read(element.data()));
        }
        if (type.equals(ElementType.HS_PUBKEY)) {
            return key(PublicKeyCodec.read(element.data()));
        }
        if (type.equals(ElementType.HS_VLIST)) {
            List<Reference> members = GroupCodec.read(element.data());
            return members.stream().map(Reference::toString).collect(Collectors.joining(", "));
        }
        if (type.equals(ElementType.HS_SITE)) {
            return site(SiteCodec.read(element.data()));
        }
        return type.equals(ElementType.HS_SECKEY) ? "***" : plain(element);
    }

    private String admin(Admin admin) {
        boolean all = admin.rights().allow(Rights.ALL.bits());
        String rights = all
                ? texts.get("rights.all")
                : Integer.toBinaryString(admin.rights().bits());
        return admin.administrator() + "  " + rights;
    }

    private static String key(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        return key instanceof DSAPublicKey dsa ? "DSA " + dsa.getParams().getP().bitLength() : key.getAlgorithm();
    }

    private static String site(SiteInfo site) {
        return site.servers().stream()
                .flatMap(server -> server.interfaces().stream()
                        .map(door -> door.transport() + " " + server.address().getHostAddress() + ":" + door.port()))
                .collect(Collectors.joining(", "));
    }

    /** Control characters never reach the terminal: whoever registers could steer it. */
    private static String plain(Element element) {
        String text = element.text();
        boolean printable =
                text.codePoints().noneMatch(c -> c == 0xFFFD || Character.isISOControl(c) && c != '\n' && c != '\t');
        if (!printable) {
            text = "0x" + element.data().hex();
        }
        String line = text.replace("\n", " ").replace("\t", " ");
        return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "..." : line;
    }
}
