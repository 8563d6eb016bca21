package org.yuanliu.tools.directory;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.yuanliu.directory.DirectoryElements;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Enterprise;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.PrefixState;
import org.yuanliu.model.PrefixStatus;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.Secret;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.PublicKeyCodec;

/**
 * The record of the prefix of an enterprise that is admitted in one go, in the making: who it is, its keys, and one HS_ADMIN a key that gives the key all
 * rights under the prefix (wire reference, section 10).
 */
public final class PrefixRecord {
    private static final int NAME_INDEX = 1;
    private static final int FIRST_ADMIN_INDEX = 100;

    private final Identifier identifier;
    private final List<Element> elements = new ArrayList<>();
    private final List<Reference> administrators = new ArrayList<>();

    /** @param contact empty for none */
    public PrefixRecord(String prefix, Enterprise enterprise, String contact) {
        this.identifier = Identifier.known("0.NA/" + prefix);
        elements.add(Element.of(NAME_INDEX, "DESC", enterprise.name()));
        elements.add(DirectoryElements.write(enterprise));
        if (!contact.isEmpty()) {
            elements.add(DirectoryElements.writeContact(contact));
        }
        elements.add(DirectoryElements.write(PrefixStatus.APPLIED.in(PrefixState.HOMED)));
    }

    public Reference key(int index, PublicKey key) {
        elements.add(Element.of(index, ElementType.HS_PUBKEY, PublicKeyCodec.write(key)));
        return administrator(index);
    }

    public Reference secret(int index, Secret secret) {
        elements.add(Element.of(index, ElementType.HS_SECKEY, secret.bytes(), Permissions.HIDDEN));
        return administrator(index);
    }

    private Reference administrator(int index) {
        Reference reference = new Reference(identifier, index);
        elements.add(Element.of(
                FIRST_ADMIN_INDEX + administrators.size(),
                ElementType.HS_ADMIN,
                AdminCodec.write(new Admin(Rights.ALL, reference))));
        administrators.add(reference);
        return reference;
    }

    public Identifier identifier() {
        return identifier;
    }

    public List<Element> elements() {
        return List.copyOf(elements);
    }

    public List<Reference> administrators() {
        return List.copyOf(administrators);
    }
}
