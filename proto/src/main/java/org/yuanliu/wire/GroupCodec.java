package org.yuanliu.wire;

import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;

/** HS_VLIST data: list&lt;ref&gt;, the members of a group of administrators (wire reference, section 10.2). */
public final class GroupCodec {
    private GroupCodec() {}

    public static List<Reference> read(Bytes data) throws MalformedMessage {
        WireReader in = new WireReader(data);
        List<Reference> members = in.references();
        in.end();
        return members;
    }

    public static Bytes write(List<Reference> members) {
        return new WireWriter().references(members).take();
    }
}
