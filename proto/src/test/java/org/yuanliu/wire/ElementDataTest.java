package org.yuanliu.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.model.SiteInfo.Interface;
import org.yuanliu.model.SiteInfo.Server;
import org.yuanliu.model.SiteInfo.Transport;

class ElementDataTest {

    @Test
    void siteVectorIsReadAndWrittenAgain() throws Exception {
        Bytes bytes = Vector.bytes("v13-site-data");

        SiteInfo site = SiteCodec.read(bytes);

        assertThat(site)
                .isEqualTo(site(
                        1,
                        new Server(
                                1,
                                InetAddress.getByName("127.0.0.1"),
                                Bytes.hex("010203"),
                                List.of(
                                        new Interface(true, true, Transport.TCP, 2641),
                                        new Interface(true, false, Transport.UDP, 2641)))));
        assertThat(SiteCodec.write(site)).isEqualTo(bytes);
    }

    @Test
    void siteOfANationalClientIsReadAndWrittenAgain() throws Exception {
        Bytes bytes = Vector.bytes("n18-site-data");

        SiteInfo site = SiteCodec.read(bytes);

        assertThat(site.servers().get(0).interfaces())
                .containsExactly(
                        new Interface(true, true, Transport.TCP, 2641),
                        new Interface(true, false, Transport.UDP, 2641),
                        new Interface(true, true, Transport.HTTP, 8000));
        assertThat(SiteCodec.write(site)).isEqualTo(bytes);
    }

    private static SiteInfo site(int serial, Server server) {
        return new SiteInfo(
                1, 2, 11, serial, true, false, 2, Bytes.EMPTY, List.of(Map.entry("desc", "t")), List.of(server));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "2001:db8::7", "::1", "255.255.255.255"})
    void addressSurvives(String address) throws Exception {
        SiteInfo site = site(1, new Server(9, InetAddress.getByName(address), Bytes.EMPTY, List.of()));

        assertThat(SiteCodec.read(SiteCodec.write(site))).isEqualTo(site);
    }

    @Test
    void interfaceOverAnUnknownTransportIsLeftOut() throws Exception {
        Bytes bytes = Vector.bytes("v13-site-data");
        Bytes unknown = bytes.slice(0, bytes.length() - 5).concat(Bytes.hex("0900000a51"));

        SiteInfo site = SiteCodec.read(unknown);

        assertThat(site.servers().get(0).interfaces()).containsExactly(new Interface(true, true, Transport.TCP, 2641));
    }

    @Test
    void groupVectorIsReadAndWrittenAgain() throws Exception {
        Bytes bytes = Vector.bytes("v14-group-data");

        List<Reference> members = GroupCodec.read(bytes);

        assertThat(members).containsExactly(Reference.known(300, "0.NA/88.118.8"), Reference.known(1, "A/b"));
        assertThat(GroupCodec.write(members)).isEqualTo(bytes);
    }

    @Test
    void bytesBehindAGroupAreRefused() {
        Bytes bytes = Vector.bytes("v14-group-data").concat(Bytes.hex("00"));

        assertThatThrownBy(() -> GroupCodec.read(bytes)).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void administratorIsReadAndWrittenAgain() throws Exception {
        Bytes bytes = Bytes.hex("0fff0000000d302e4e412f38382e3131382e380000012c");

        Admin admin = AdminCodec.read(bytes);

        assertThat(admin).isEqualTo(new Admin(Rights.ALL, Reference.known(300, "0.NA/88.118.8")));
        assertThat(AdminCodec.write(admin)).isEqualTo(bytes);
        assertThat(AdminCodec.read(bytes.concat(Bytes.hex("0000")))).isEqualTo(admin);
        assertThatThrownBy(() -> AdminCodec.read(bytes.concat(Bytes.hex("00")))).isInstanceOf(MalformedMessage.class);
    }
}
