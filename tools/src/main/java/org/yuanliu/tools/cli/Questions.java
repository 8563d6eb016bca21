package org.yuanliu.tools.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.yuanliu.json.Json;
import org.yuanliu.json.RecordJson;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.tools.client.HostAndPort;
import org.yuanliu.tools.console.CommandFailure;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Texts;
import org.yuanliu.wire.Response;

/** Asks for records over the doors that need no client of ours: Handle over TCP and UDP, and HTTP. */
final class Questions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Texts texts;
    private final String scheme;
    private final HttpClient http;

    /** @param tls how to encrypt HTTP; empty for not at all */
    Questions(Texts texts, Optional<SSLContext> tls) {
        this.texts = texts;
        this.scheme = tls.isPresent() ? "https" : "http";
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        tls.ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    Answer tcp(InetSocketAddress server, Identifier identifier, Selection selection) {
        return handle(server, identifier, client -> client.askTcp(new Request.Resolve(identifier, selection)));
    }

    Answer udp(InetSocketAddress server, Identifier identifier, Selection selection) {
        return handle(server, identifier, client -> client.askUdp(new Request.Resolve(identifier, selection)));
    }

    private Answer handle(InetSocketAddress server, Identifier identifier, Exchange exchange) {
        try {
            Response response = exchange.with(new HandleClient(server));
            if (response instanceof Response.Resolved found) {
                return Answer.of(found.identifier(), found.elements().list());
            }
            if (response instanceof Response.Failure failure) {
                throw refused(identifier, failure.code(), failure.message());
            }
            throw refused(identifier, Reason.NOT_SUPPORTED.handleCode(), texts.get("ask.unexpected", response));
        } catch (IOException e) {
            throw unreachable(server);
        } catch (MalformedMessage e) {
            throw CommandFailure.of(
                    Exit.FAULT, e.problem().reason().name(), e.problem().text(texts.locale()));
        }
    }

    /** Over the JSON API (wire reference, section 13). */
    Answer http(InetSocketAddress server, Identifier identifier, Selection selection) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(server, identifier, selection))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Bytes body = Bytes.wrap(response.body());
            JsonNode json = Json.read(body);
            int code = json.path("responseCode").asInt();
            if (code != 1) {
                throw refused(identifier, code, json.path("message").asText());
            }
            return Answer.of(identifier, RecordJson.read(json).elements());
        } catch (SSLException e) {
            throw CommandFailure.of(
                    Exit.UNAVAILABLE, "UNAVAILABLE", texts.get("node.tls", HostAndPort.text(server), e.getMessage()));
        } catch (IOException e) {
            throw unreachable(server);
        } catch (MalformedMessage e) {
            throw CommandFailure.of(
                    Exit.FAULT, e.problem().reason().name(), e.problem().text(texts.locale()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(server);
        }
    }

    private URI uri(InetSocketAddress server, Identifier identifier, Selection selection) {
        StringBuilder query = new StringBuilder(selection.publicOnly() ? "?publicOnly=true" : "?publicOnly=false");
        selection.indexes().forEach(index -> query.append("&index=").append(index));
        selection.types().forEach(type -> query.append("&type=").append(encoded(type.name())));
        return URI.create(scheme + "://" + HostAndPort.text(server) + "/api/handles/" + path(identifier) + query);
    }

    /** The identifier as a path: its slashes stay, all else that has a meaning in a URL is encoded. */
    static String path(Identifier identifier) {
        List<String> parts = Arrays.asList(identifier.text().split("/", -1));
        return String.join("/", parts.stream().map(Questions::encoded).toList());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Handle servers may leave the message empty. */
    private CommandFailure refused(Identifier identifier, int code, String message) {
        Optional<Reason> reason = Arrays.stream(Reason.values())
                .filter(r -> r.handleCode() == code)
                .findFirst();
        String said = message.isEmpty()
                ? reason.map(r -> Problem.of(r, identifier.text()).text(texts.locale()))
                        .orElse("")
                : message;
        return CommandFailure.of(Exit.REFUSED, reason.map(Reason::name).orElse("CODE_" + code), said);
    }

    private CommandFailure unreachable(InetSocketAddress server) {
        return CommandFailure.of(
                Exit.UNAVAILABLE, "UNAVAILABLE", texts.get("node.unreachable", HostAndPort.text(server)));
    }

    private interface Exchange {
        Response with(HandleClient client) throws IOException, MalformedMessage;
    }
}
