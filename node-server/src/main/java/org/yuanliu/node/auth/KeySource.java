package org.yuanliu.node.auth;

import java.util.List;
import org.yuanliu.model.Element;
import org.yuanliu.model.Reference;

/** Where the keys of identities are looked up. May wait for the disk: call it on a worker. Thread-safe. */
public interface KeySource {
    /**
     * The elements that the reference may mean, hidden ones included: the one at its index, or all of the record if the
     * index is 0. Empty if there is no such record or element here.
     */
    List<Element> elements(Reference reference);
}
