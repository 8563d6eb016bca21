package org.yuanliu.wire;

import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Rights;

/** HS_ADMIN data: u2 rights, ref administrator; an old form ends with two bytes more (wire reference, section 10.1). */
public final class AdminCodec {
    private static final int LEGACY_TAIL = 2;

    private AdminCodec() {}

    public static Admin read(Bytes data) throws MalformedMessage {
        WireReader in = new WireReader(data);
        Admin admin = new Admin(new Rights(in.u2()), in.reference());
        if (in.remaining() == LEGACY_TAIL) {
            in.u2();
        }
        in.end();
        return admin;
    }

    public static Bytes write(Admin admin) {
        return new WireWriter(64)
                .u2(admin.rights().bits())
                .reference(admin.administrator())
                .take();
    }
}
