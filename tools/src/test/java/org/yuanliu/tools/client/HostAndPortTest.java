package org.yuanliu.tools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class HostAndPortTest {
    @Test
    void bothFamiliesAreReadAndWritten() {
        for (String text :
                new String[] {"127.0.0.1:8641", "[::1]:8641", "192.0.2.7:0", "[2001:db8:0:0:0:0:0:1]:65535"}) {
            assertThat(HostAndPort.text(HostAndPort.parse(text))).isEqualTo(text);
        }
    }

    @Test
    void nodeOnAllAddressesIsReachedOnThisMachine() {
        assertThat(HostAndPort.usable("0.0.0.0:8641")).isEqualTo("127.0.0.1:8641");
        assertThat(HostAndPort.usable("[0:0:0:0:0:0:0:0]:8641")).isEqualTo("[::1]:8641");
        assertThat(HostAndPort.usable("[0:0:0:0:0:0:0:1]:8641")).isEqualTo("[::1]:8641");
        assertThat(HostAndPort.text(InetSocketAddress.createUnresolved("node.example", 1)))
                .isEqualTo("node.example:1");
    }

    @Test
    void nameStaysAName() {
        assertThat(HostAndPort.text(HostAndPort.parse("localhost:8641"))).isEqualTo("localhost:8641");
    }

    @Test
    void otherFormsAreRefused() {
        for (String text : new String[] {"", "host", "host:", ":1", "::1:8641", "[::1]", "host:65536", "host:1:2"}) {
            assertThatThrownBy(() -> HostAndPort.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
