package org.yuanliu.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.yuanliu.model.Bytes;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.Permissions;
import org.yuanliu.model.Request;

/** Changes of a few identifiers, so that they meet often; the same seed makes the same changes. */
final class RandomChanges {
    private static final int IDENTIFIERS = 12;

    private final Random random;

    RandomChanges(long seed) {
        this.random = new Random(seed);
    }

    Request.Change next() {
        Identifier identifier = Identifier.known("88.118.8/LOT-" + random.nextInt(IDENTIFIERS));
        return switch (random.nextInt(8)) {
            case 0, 1 -> new Request.Create(identifier, elements(), random.nextInt(4) == 0, false);
            case 2 -> new Request.Delete(identifier);
            case 3 -> new Request.AddElements(identifier, elements(), random.nextBoolean());
            case 4 -> new Request.RemoveElements(identifier, List.of(index()));
            case 5, 6 -> new Request.ModifyElements(identifier, List.of(element(index())));
            default -> new Request.Update(identifier, elements(), List.of(), OptionalLong.empty());
        };
    }

    /** A parcel of some creations and updates. */
    Request.Parcel nextParcel(String source, long number) {
        List<Request.ParcelItem> items = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; ) {
            if (next() instanceof Request.ParcelItem item) {
                items.add(item);
                n--;
            }
        }
        return new Request.Parcel(source, number, items);
    }

    private List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        for (int index = 1; index <= 4; index++) {
            if (random.nextBoolean()) {
                elements.add(element(index));
            }
        }
        return elements;
    }

    private Element element(int index) {
        Permissions permissions = random.nextInt(4) == 0 ? Permissions.HIDDEN : Permissions.DEFAULT;
        return Element.of(index, new ElementType("T" + index), Bytes.utf8("v" + random.nextInt(1000)), permissions);
    }

    private int index() {
        return 1 + random.nextInt(4);
    }
}
