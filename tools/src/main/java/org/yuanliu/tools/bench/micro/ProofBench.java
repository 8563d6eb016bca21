package org.yuanliu.tools.bench.micro;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yuanliu.model.Bytes;
import org.yuanliu.node.auth.NodeKey;

/** What shows who somebody is: the node's signature, its check, a session's MAC; over a message of 500 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProofBench {
    private final NodeKey key = NodeKey.generate(new SecureRandom());
    private final Bytes message = Bytes.wrap(new byte[500]);
    private final Bytes signature = key.sign(message);
    private final SecretKeySpec secret = new SecretKeySpec(new byte[32], "HmacSHA256");

    @Benchmark
    public Bytes sign() {
        return key.sign(message);
    }

    @Benchmark
    public boolean verify() throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key.publicKey());
        verifier.update(message.toArray());
        return verifier.verify(signature.toArray());
    }

    @Benchmark
    public byte[] macOfSession() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return mac.doFinal(message.toArray());
    }
}
