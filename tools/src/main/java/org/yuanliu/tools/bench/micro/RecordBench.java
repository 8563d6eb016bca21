package org.yuanliu.tools.bench.micro;

import java.util.List;
import java.util.Map;
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
import org.yuanliu.model.Violation;
import org.yuanliu.node.store.StoredRecord;
import org.yuanliu.template.Template;
import org.yuanliu.template.TemplateCheck;
import org.yuanliu.template.TemplateFill;
import org.yuanliu.template.TemplateReference;
import org.yuanliu.tools.bench.load.Coils;

/** A steel coil: filled in by its template, checked against it, stored and read back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBench {
    private final Template template = Coils.template();
    private final TemplateReference reference = TemplateReference.of("88.118", template);
    private final Identifier identifier = Coils.identifier(1234);
    private final Map<String, String> words = Coils.values(1234);
    private final Elements elements = Elements.of(Coils.elements("88.118", 1234));
    private final Bytes stored = StoredRecord.of(1, 1, 1, elements).bytes();

    @Benchmark
    public TemplateFill.Filled fillByTemplate() {
        return TemplateFill.fill(template, reference, words);
    }

    @Benchmark
    public List<Violation> checkByTemplate() {
        return TemplateCheck.check(template, identifier, elements);
    }

    @Benchmark
    public Bytes writeStored() {
        return StoredRecord.of(1, 1, 1, elements).bytes();
    }

    @Benchmark
    public StoredRecord readStored() {
        return StoredRecord.read(stored);
    }
}
