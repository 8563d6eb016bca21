package org.yuanliu.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yuanliu.model.Admin;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Reference;
import org.yuanliu.model.Rights;
import org.yuanliu.model.SiteInfo;
import org.yuanliu.model.Ttl;
import org.yuanliu.wire.AdminCodec;
import org.yuanliu.wire.GroupCodec;
import org.yuanliu.wire.PublicKeyCodec;
import org.yuanliu.wire.SiteCodec;

final class RecordJsonTest {
    private static final Identifier BATCH = Identifier.known("88.118.8/3130.Q355B.20261124.H26B04521-03");
    private static final Reference ADMINISTRATOR = Reference.known(300, "0.NA/88.118.8");

    @Test
    void recordWithAllFormatsIsWrittenAsTheGoldenFileSays() throws Exception {
        String golden = resource("record-with-all-formats.json");

        assertThat(pretty(BATCH, allFormats())).isEqualTo(golden.strip());
        assertThat(RecordJson.read(Bytes.utf8(golden))).isEqualTo(new GivenRecord(Optional.of(BATCH), allFormats()));
    }

    private static List<Element> allFormats() throws Exception {
        Bytes key = PublicKeyCodec.write(rsa());
        List<SiteInfo.Interface> doors = List.of(
                new SiteInfo.Interface(true, true, SiteInfo.Transport.TCP, 2641),
                new SiteInfo.Interface(true, false, SiteInfo.Transport.UDP, 2641));
        SiteInfo site = new SiteInfo(
                1,
                2,
                11,
                3,
                true,
                false,
                2,
                Bytes.EMPTY,
                List.of(Map.entry("desc", "济南")),
                List.of(
                        new SiteInfo.Server(1, InetAddress.getByName("192.0.2.1"), key, doors),
                        new SiteInfo.Server(2, InetAddress.getByName("2001:db8::1"), Bytes.EMPTY, List.of())));
        return List.of(
                Element.of(1, "URL", "https://example.cn/钢?a=\"b\"\n").writtenAt(1_700_000_000),
                new Element(
                        2,
                        0,
                        new Ttl(true, -1),
                        new Permissions(0b1101),
                        new ElementType("BLOB"),
                        Bytes.hex("00ff10"),
                        List.of(ADMINISTRATOR)),
                Element.of(3, new ElementType("HS_SECKEY"), Bytes.utf8("secret"), Permissions.HIDDEN),
                Element.of(100, ElementType.HS_ADMIN, AdminCodec.write(new Admin(new Rights(0x7FF), ADMINISTRATOR))),
                Element.of(
                        200, ElementType.HS_VLIST, GroupCodec.write(List.of(ADMINISTRATOR, Reference.known(0, "a/B")))),
                Element.of(300, ElementType.HS_PUBKEY, key),
                Element.of(400, ElementType.HS_SITE, SiteCodec.write(site)));
    }

    /** The modulus is 2^1024 - 105, odd and of the smallest size that is taken; as a key it is good for nothing. */
    private static PublicKey rsa() throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.valueOf(105));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    }

    @Test
    void dsaKeyGoesThroughJson() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DSA");
        generator.initialize(1024);
        PublicKey key = generator.generateKeyPair().getPublic();
        List<Element> elements = List.of(Element.of(300, ElementType.HS_PUBKEY, PublicKeyCodec.write(key)));

        String json = plain(BATCH, elements);

        assertThat(json).contains("\"format\":\"key\",\"value\":{\"kty\":\"DSA\"");
        assertThat(RecordJson.read(Bytes.utf8(json)).elements()).isEqualTo(elements);
    }

    @ParameterizedTest
    @CsvSource({
        "'HS_ADMIN',0fff00000003412f42000000010000",
        "HS_SITE,0001",
        "HS_VLIST,00",
        "HS_PUBKEY,00000000",
        "DESC,ff",
        "DESC,01",
        "DESC,7f",
        "DESC,eda080"
    })
    void dataWithoutAFaithfulTypedOrTextFormIsBase64(String type, String hex) throws Exception {
        List<Element> elements = List.of(Element.of(1, new ElementType(type), Bytes.hex(hex)));

        String json = plain(BATCH, elements);

        assertThat(json).contains("\"format\":\"base64\"");
        assertThat(RecordJson.read(Bytes.utf8(json)).elements()).isEqualTo(elements);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}]",
                "{\"index\":\"1\",\"type\":\"URL\",\"data\":{\"format\":\"hex\",\"value\":\"78\"},\"ttl\":null}",
                "{\"values\":[{\"index\":1,\"type\":\"URL\",\"data\":\"x\",\"permissions\":\"01110\",\"ttl\":86400}]}",
                "{\"responseCode\":1,\"values\":[{\"index\":1,\"type\":\"URL\",\"data\":\"x\"}]}"
            })
    void recordMayBeAListOrOneElementAndHaveNoName(String json) throws Exception {
        assertThat(RecordJson.read(Bytes.utf8(json)))
                .isEqualTo(new GivenRecord(Optional.empty(), List.of(Element.of(1, "URL", "x"))));
    }

    @Test
    void identifierAndHandleAreTheSameName() throws Exception {
        GivenRecord byHandle = RecordJson.read(Bytes.utf8("{\"handle\":\"88.118.8/X\",\"values\":[]}"));
        GivenRecord byIdentifier = RecordJson.read(Bytes.utf8("{\"identifier\":\"88.118.8/X\",\"values\":[]}"));

        assertThat(byHandle).isEqualTo(byIdentifier);
        assertThat(byHandle.identifier()).contains(Identifier.known("88.118.8/X"));
    }

    @Test
    void starMeansAllPermissions() throws Exception {
        String json = "{\"index\":1,\"type\":\"URL\",\"data\":\"x\",\"permissions\":\"*\"}";

        assertThat(RecordJson.read(Bytes.utf8(json)).elements().get(0).permissions())
                .isEqualTo(new Permissions(0b1111));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|it is empty",
                "{|line 1",
                "[] []|line 1, column 4",
                "{\"values\":[],\"values\":[]}|Duplicate",
                "7|the JSON text is wrong: found 7, right is an object",
                "{}|values is wrong: missing",
                "{\"values\":{}}|values is wrong: found an object, right is a list",
                "{\"values\":[],\"valeus\":1}|valeus is wrong: no such field, right are handle, identifier, values",
                "{\"handle\":\"/x\",\"values\":[]}|handle is wrong: '/x' is no identifier, a part is empty",
                "{\"handle\":\"a/b\",\"identifier\":\"a/b\",\"values\":[]}|given twice",
                "[3]|values[0] is wrong: found 3, right is an object",
                "[{\"index\":0}]|values[0].index is wrong: found 0, right is a number 1..2147483647",
                "[{\"index\":1.5}]|values[0].index is wrong: found 1.5",
                "[{\"index\":99999999999}]|values[0].index is wrong: found 99999999999",
                "[{\"index\":7}]|The element with index 7 is wrong: type: missing",
                "[{\"index\":7,\"type\":5}]|type: found 5, right is a string",
                "[{\"index\":7,\"type\":\"\\ud800\"}]|type: character 0 is half of a surrogate pair",
                "[{\"index\":7,\"type\":\"T\"}]|data: missing",
                "[{\"index\":7,\"type\":\"T\",\"data\":{}}]|data.format: missing",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"x\"}}]|data.format: found 'x', right are string",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"hex\",\"value\":\"0\"}}]|data.value: no hex",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"base64\",\"value\":\"#\"}}]|data.value: no base64",
                "[{\"index\":7,\"type\":\"T\",\"data\":\"x\",\"permissions\":\"12\"}]|permissions: found \"12\"",
                "[{\"index\":7,\"type\":\"T\",\"data\":\"x\",\"ttl\":-1}]|ttl: found -1, right is a number 0..4294967295",
                "[{\"index\":7,\"type\":\"T\",\"data\":\"x\",\"ttl\":\"soon\"}]|ttl: found \"soon\", right is a moment",
                "[{\"index\":7,\"type\":\"T\",\"data\":\"x\",\"timestamp\":\"2107-01-01T00:00:00Z\"}]|timestamp: found",
                "[{\"index\":7,\"type\":\"T\",\"data\":\"x\",\"references\":[{\"handle\":\"a/b\"}]}]|references[0].index",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"admin\",\"value\":{\"handle\":\"a/b\",\"index\":1,"
                        + "\"permissions\":\"2\"}}}]|data.value.permissions: right are twelve digits",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"key\",\"value\":{\"kty\":\"RSA\",\"n\":\"AQAB\","
                        + "\"e\":\"AQAB\"}}}]|data.value.kty:",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"key\",\"value\":{\"kty\":\"EC\"}}}]|right are RSA",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"key\",\"value\":{\"d\":\"AQAB\"}}}]|no such field",
                "[{\"index\":7,\"type\":\"T\",\"data\":{\"format\":\"site\",\"value\":{\"servers\":[{\"serverId\":1,"
                        + "\"address\":\"localhost\"}]}}}]|data.value.servers[0].address: right is an IPv4",
            })
    void complaintNamesTheFieldWhatWasFoundAndWhatIsRight(String json, String complaint) {
        assertThatThrownBy(reading(json == null ? "" : json))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void complaintAboutAnElementCarriesItsIndex() {
        assertThatThrownBy(reading("[{\"index\":7,\"type\":\"T\"}]"))
                .isInstanceOfSatisfying(MalformedMessage.class, e -> {
                    assertThat(e.problem().reason()).isEqualTo(Reason.INVALID_ELEMENT);
                    assertThat(e.problem().indexes()).containsExactly(7);
                });
    }

    @Test
    void deepTextIsRefusedWithoutADeepStack() {
        assertThatThrownBy(reading("[".repeat(1_000_000))).isInstanceOf(MalformedMessage.class);
    }

    @Test
    void largeTextIsRefusedUnread() {
        assertThatThrownBy(reading(" ".repeat(Json.MAX_BYTES + 1))).hasMessageContaining("too large");
    }

    @Test
    void moreElementsThanClientsTakeAreRefused() {
        assertThatThrownBy(reading("[" + "0,".repeat(2048) + "0]")).hasMessageContaining("2049 elements");
    }

    @Test
    void complaintOfTheParserSaysNothingOfItself() {
        assertThatThrownBy(reading("{\"identifier\":"))
                .hasMessageContaining("Unexpected end-of-input")
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("REDACTED");
    }

    private static ThrowingCallable reading(String json) {
        return () -> RecordJson.read(Bytes.utf8(json));
    }

    @Test
    void anyRecordComesBackAsItWas() throws Exception {
        long seed = 20261124;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            List<Element> elements = randomElements(random);

            GivenRecord back = RecordJson.read(Bytes.utf8(plain(BATCH, elements)));

            assertThat(back.elements()).as("seed %d, round %d", seed, i).isEqualTo(elements);
        }
    }

    private static List<Element> randomElements(Random random) {
        String[] types = {"URL", "HS_ADMIN", "hs_vlist", "HS_SITE", "HS_PUBKEY", "10320/loc", "", "类型"};
        List<Element> elements = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            elements.add(new Element(
                    1 + random.nextInt(Integer.MAX_VALUE),
                    random.nextInt(),
                    new Ttl(random.nextBoolean(), random.nextInt()),
                    new Permissions(random.nextInt(16)),
                    new ElementType(types[random.nextInt(types.length)]),
                    randomData(random),
                    random.nextInt(4) == 0 ? List.of(ADMINISTRATOR, Reference.known(0, "a/b")) : List.of()));
        }
        return elements;
    }

    private static Bytes randomData(Random random) {
        byte[] bytes = new byte[random.nextInt(24)];
        random.nextBytes(bytes);
        return switch (random.nextInt(4)) {
            case 0 -> Bytes.wrap(bytes);
            case 1 -> Bytes.utf8(new String(bytes, StandardCharsets.UTF_16));
            case 2 -> AdminCodec.write(new Admin(new Rights(random.nextInt(0x10000)), ADMINISTRATOR));
            default -> GroupCodec.write(List.of(ADMINISTRATOR, Reference.known(random.nextInt(9), "x/Y")));
        };
    }

    @Test
    void damagedTextIsReadOrRefusedAndNothingElse() throws Exception {
        long seed = 88_118;
        Random random = new Random(seed);
        List<byte[]> whole = new ArrayList<>();
        for (Element element : allFormats()) {
            whole.add(plain(BATCH, List.of(element)).getBytes(StandardCharsets.UTF_8));
        }
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = damage(whole.get(i % whole.size()), random);
            try {
                RecordJson.read(Bytes.wrap(damaged));
            } catch (MalformedMessage e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(refused).isGreaterThan(50_000);
    }

    private static byte[] damage(byte[] golden, Random random) {
        int from = random.nextInt(golden.length / 2);
        byte[] damaged = random.nextInt(8) == 0 ? Arrays.copyOf(golden, golden.length - from) : golden.clone();
        String signs = "{}[]\":,0123456789.-eE\\u\ntrflsn";
        for (int n = random.nextInt(4); n >= 0; n--) {
            boolean sign = random.nextBoolean();
            damaged[random.nextInt(damaged.length)] =
                    (byte) (sign ? signs.charAt(random.nextInt(signs.length())) : random.nextInt(256));
        }
        return damaged;
    }

    private static String plain(Identifier identifier, List<Element> elements) {
        return written(identifier, elements, false);
    }

    private static String pretty(Identifier identifier, List<Element> elements) {
        return written(identifier, elements, true);
    }

    private static String written(Identifier identifier, List<Element> elements, boolean pretty) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Json.write(out, pretty, json -> RecordJson.write(identifier, elements, json));
        return Bytes.wrap(out.toByteArray()).utf8();
    }

    private static String resource(String name) throws Exception {
        try (InputStream in = RecordJsonTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
