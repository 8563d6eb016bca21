package org.yuanliu.tools.bench.load;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.yuanliu.grpc.Parcel;
import org.yuanliu.grpc.ParcelVerdict;
import org.yuanliu.grpc.RegisterStreamRequest;
import org.yuanliu.grpc.RegisterStreamResponse;
import org.yuanliu.grpc.RegistryGrpc;
import org.yuanliu.grpc.StreamStart;

/**
 * Registers over one stream, 500 records in a parcel, as fast as the node takes them. Items are bytes with a number to
 * be stamped in, so that the generator takes next to nothing of the processors.
 */
public final class RawParcels implements Load {
    private static final int ITEMS = 500;

    /** Parcels without verdict at a time, as the SDK does it. */
    private static final int UNDER_WAY = 8;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final MethodDescriptor<byte[], byte[]> method = RawCalls.method(
            MethodDescriptor.MethodType.BIDI_STREAMING,
            RegistryGrpc.getRegisterStreamMethod().getFullMethodName());
    private final String authorization;
    private final List<Stencil> items;
    private final AtomicInteger next;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /**
     * @param items encoded {@link org.yuanliu.grpc.ParcelItem}s, taken in turns
     * @param next number of the next record to register
     */
    public RawParcels(InetSocketAddress node, String authorization, List<Stencil> items, AtomicInteger next) {
        this.authorization = authorization;
        this.items = items;
        this.next = next;
        channel = NettyChannelBuilder.forAddress(node)
                .usePlaintext()
                .directExecutor()
                .build();
    }

    @Override
    public Sample run(Duration time) throws Exception {
        return run(time, Double.POSITIVE_INFINITY);
    }

    /**
     * The same at a given rate, or slower if the node is.
     *
     * @param rate records a second
     */
    public Sample run(Duration time, double rate) throws Exception {
        Run run = new Run(time, rate);
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, authorization);
        run.call.start(run, headers);
        run.call.request(1);
        run.call.sendMessage(RegisterStreamRequest.newBuilder()
                .setStart(StreamStart.newBuilder().setSource(UUID.randomUUID().toString()))
                .build()
                .toByteArray());
        run.end.get();
        return run.watch.sample();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        channel.shutdownNow();
    }

    /** One stream. Its methods come from the channel's thread and from the timer. */
    private final class Run extends ClientCall.Listener<byte[]> {
        private final Stopwatch watch;
        private final ClientCall<byte[], byte[]> call;
        private final long nanos;
        private final double nanosEach;
        private final Queue<Long> began = new ArrayDeque<>();
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private final long start = System.nanoTime();
        /** Parcels sent, or planned to be. */
        private long sent;

        private long settled;
        private boolean ended;
        private long number;

        Run(Duration time, double rate) {
            watch = new Stopwatch(time);
            call = channel.newCall(method, CallOptions.DEFAULT);
            nanos = time.toNanos();
            nanosEach = ITEMS * 1e9 / rate;
        }

        @Override
        public synchronized void onMessage(byte[] message) {
            call.request(1);
            try {
                RegisterStreamResponse said = RegisterStreamResponse.parseFrom(message);
                if (said.hasReady()) {
                    number = said.getReady().getNext();
                    for (int i = 0; i < UNDER_WAY; i++) {
                        send();
                    }
                } else {
                    settle(said.getVerdict());
                }
            } catch (InvalidProtocolBufferException e) {
                call.cancel("unreadable", e);
            }
        }

        private void settle(ParcelVerdict verdict) {
            if (verdict.getRefusalsCount() > 0) {
                call.cancel("a record was refused: " + verdict.getRefusals(0).getMessage(), null);
                return;
            }
            watch.count(began.remove(), ITEMS);
            settled++;
            send();
        }

        /** Sends the next parcel when it is due; ends the stream after the last one that is due in time. */
        private void send() {
            double due = sent * nanosEach;
            if (!watch.running() || due >= nanos) {
                if (settled == sent && !ended) {
                    ended = true;
                    call.halfClose();
                }
                return;
            }
            sent++;
            long pause = start + (long) due - System.nanoTime();
            if (pause > 0) {
                timer.schedule(this::sendNow, pause, TimeUnit.NANOSECONDS);
            } else {
                sendNow();
            }
        }

        private synchronized void sendNow() {
            began.add(System.nanoTime());
            call.sendMessage(parcel(number++));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.isOk()) {
                end.complete(null);
            } else {
                end.completeExceptionally(status.asException());
            }
        }
    }

    /** A message with the parcel of that number. */
    private byte[] parcel(long number) {
        int first = next.getAndAdd(ITEMS);
        int length = CodedOutputStream.computeUInt64Size(Parcel.NUMBER_FIELD_NUMBER, number);
        for (int i = first; i < first + ITEMS; i++) {
            int item = item(i).length();
            length += CodedOutputStream.computeTagSize(Parcel.ITEMS_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(item)
                    + item;
        }
        int head = CodedOutputStream.computeTagSize(RegisterStreamRequest.PARCEL_FIELD_NUMBER)
                + CodedOutputStream.computeUInt32SizeNoTag(length);
        byte[] message = new byte[head + length];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(message);
            out.writeTag(RegisterStreamRequest.PARCEL_FIELD_NUMBER, 2);
            out.writeUInt32NoTag(length);
            out.writeUInt64(Parcel.NUMBER_FIELD_NUMBER, number);
            for (int i = first; i < first + ITEMS; i++) {
                out.writeByteArray(Parcel.ITEMS_FIELD_NUMBER, item(i).bytes(i));
            }
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return message;
    }

    private Stencil item(int number) {
        return items.get(number % items.size());
    }
}
