package org.yuanliu.node.auth;

import java.util.ArrayList;
import java.util.List;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Reference;

/** Keys of a few records, for tests. */
final class Keys implements KeySource {
    private record Entry(Reference at, Element element) {}

    private final List<Entry> entries = new ArrayList<>();

    Keys with(Reference at, ElementType type, Bytes data) {
        entries.add(new Entry(at, Element.of(at.index(), type, data)));
        return this;
    }

    @Override
    public List<Element> elements(Reference reference) {
        return entries.stream()
                .filter(e -> reference.covers(e.at()))
                .map(Entry::element)
                .toList();
    }
}
