package org.yuanliu.tools.bench.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Elements;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.tools.bench.load.Records;
import org.yuanliu.wire.Envelope;
import org.yuanliu.wire.Header;
import org.yuanliu.wire.Message;
import org.yuanliu.wire.MessageCodec;
import org.yuanliu.wire.OpFlags;
import org.yuanliu.wire.RequestCodec;
import org.yuanliu.wire.RequestDigest;
import org.yuanliu.wire.Response;
import org.yuanliu.wire.ResponseCodec;
import org.yuanliu.wire.ResponseFrame;

/** Bytes of the Handle protocol to values and back: a resolution, its answer of three elements, a creation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBench {
    private static final int EXPIRATION = Integer.MAX_VALUE;

    private final Identifier identifier = Records.identifier(1234);
    private final Request resolution = new Request.Resolve(identifier, Selection.PUBLIC);
    private final Request creation = new Request.Create(identifier, Records.elements(1234), false, false);
    private final Message question = message(resolution);
    private final Bytes questionBytes = question.bytes();
    private final Bytes creationBytes = message(creation).bytes();
    private final ResponseFrame frame = ResponseFrame.to(question, 1, EXPIRATION);
    private final Response answer = new Response.Resolved(identifier, Elements.of(Records.elements(1234)));
    private final Bytes answerBytes = ResponseCodec.write(frame, answer).bytes();

    private static Message message(Request request) {
        return RequestCodec.write(
                Envelope.ofRequest(0, 1), Header.ofRequest(OpFlags.CLIENT_DEFAULT, EXPIRATION), request);
    }

    @Benchmark
    public Message writeResolution() {
        return message(resolution);
    }

    @Benchmark
    public Request readResolution() throws MalformedMessage {
        return RequestCodec.read(MessageCodec.read(questionBytes));
    }

    @Benchmark
    public Message writeAnswer() {
        return ResponseCodec.write(frame, answer);
    }

    @Benchmark
    public Response readAnswer() throws MalformedMessage {
        return ResponseCodec.read(MessageCodec.read(answerBytes));
    }

    @Benchmark
    public Message writeCreation() {
        return message(creation);
    }

    @Benchmark
    public Request readCreation() throws MalformedMessage {
        return RequestCodec.read(MessageCodec.read(creationBytes));
    }

    @Benchmark
    public RequestDigest digestOfResolution() {
        return RequestDigest.of(RequestDigest.Algorithm.SHA256, question);
    }
}
