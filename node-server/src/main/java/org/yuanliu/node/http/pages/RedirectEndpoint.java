package org.yuanliu.node.http.pages;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.yuanliu.model.Caller;
import org.yuanliu.model.Element;
import org.yuanliu.model.ElementType;
import org.yuanliu.model.Identifier;
import org.yuanliu.model.MalformedMessage;
import org.yuanliu.model.Outcome;
import org.yuanliu.model.Problem;
import org.yuanliu.model.Reason;
import org.yuanliu.model.Request;
import org.yuanliu.model.Selection;
import org.yuanliu.node.http.Answer;
import org.yuanliu.node.http.Endpoint;
import org.yuanliu.node.http.Exchange;
import org.yuanliu.node.http.Percent;
import org.yuanliu.node.http.Query;
import org.yuanliu.node.registry.Registry;

/**
 * {@code /{identifier}}: sends browsers to where the identifier points (wire reference, section 14). Looked at in this
 * order: HS_ALIAS, 10320/loc, URL. Parameters {@code type} and {@code index} narrow what is looked at, {@code noredirect}
 * (or {@code action=showurls}) shows it instead, as happens where nothing points anywhere. Shows only what everyone may read.
 */
final class RedirectEndpoint implements Endpoint {
    private static final int MOST_ALIASES = 5;

    private final Registry registry;
    private final RandomGenerator random;

    RedirectEndpoint(Registry registry, RandomGenerator random) {
        this.registry = registry;
        this.random = random;
    }

    @Override
    public void serve(Exchange exchange) {
        Page page = new Page(exchange.locale());
        try {
            Query query = exchange.query();
            page = new Page(language(exchange, query));
            if (exchange.rest().isEmpty()) {
                front(exchange, query, page);
            } else {
                Visit visit = new Visit(exchange, query, page, Identifier.of(exchange.rest()));
                resolve(visit, visit.asked(), MOST_ALIASES);
            }
        } catch (MalformedMessage e) {
            exchange.answer(page.problem("", e.problem()));
        }
    }

    /** One request, read. */
    private record Visit(Exchange exchange, Query query, Page page, Identifier asked) {
        boolean wantsPage() throws MalformedMessage {
            return query.flag("noredirect", false)
                    || query.first("action").filter("showurls"::equals).isPresent();
        }

        Selection selection() throws MalformedMessage {
            List<ElementType> types =
                    query.all("type").stream().map(ElementType::new).toList();
            return new Selection(query.numbers("index", 1), types, true);
        }
    }

    private static Locale language(Exchange exchange, Query query) {
        return switch (query.first("lang").orElse("")) {
            case "zh" -> Locale.CHINESE;
            case "en" -> Locale.ENGLISH;
            default -> exchange.locale();
        };
    }

    private static void front(Exchange exchange, Query query, Page page) {
        Optional<String> wanted = query.first("identifier").map(String::strip).filter(text -> !text.isEmpty());
        exchange.answer(
                wanted.isPresent()
                        ? Answer.redirect("/" + Percent.encode(wanted.get()) + "?noredirect")
                        : page.front());
    }

    private void resolve(Visit visit, Identifier identifier, int aliasesLeft) throws MalformedMessage {
        var question = new Request.ResolveAnywhere(new Request.Resolve(identifier, Selection.PUBLIC), 0);
        Caller anyone = Caller.anonymous(visit.exchange().peer().getAddress());
        registry.answer(question, anyone, outcome -> {
            try {
                show(visit, identifier, outcome, aliasesLeft);
            } catch (MalformedMessage e) {
                visit.exchange().answer(visit.page().problem(identifier.text(), e.problem()));
            }
        });
    }

    private void show(Visit visit, Identifier identifier, Outcome outcome, int aliasesLeft) throws MalformedMessage {
        if (outcome instanceof Outcome.Refused refused) {
            visit.exchange().answer(visit.page().problem(identifier.text(), refused.problem()));
            return;
        }
        if (outcome instanceof Outcome.Referred referral) {
            visit.exchange().answer(visit.page().problem(identifier.text(), referral.problem()));
            return;
        }
        if (!(outcome instanceof Outcome.Found found)) {
            throw new IllegalStateException("no page for " + outcome.getClass());
        }
        List<Element> elements =
                found.elements().filter(visit.selection()::selects).list();
        if (visit.wantsPage()) {
            visit.exchange().answer(visit.page().record(identifier, elements));
            return;
        }
        Optional<Element> alias = first(found.elements().list(), ElementType.HS_ALIAS);
        if (alias.isPresent() && !visit.query().flag("ignore_aliases", false)) {
            follow(visit, alias.get(), aliasesLeft);
            return;
        }
        Optional<String> target = target(visit, elements);
        visit.exchange()
                .answer(
                        target.isPresent()
                                ? Answer.redirect(target.get()).with(HttpHeaderNames.VARY, "Accept")
                                : visit.page().record(identifier, elements));
    }

    private void follow(Visit visit, Element alias, int aliasesLeft) throws MalformedMessage {
        if (aliasesLeft == 0) {
            throw new MalformedMessage(Problem.of(Reason.RECURSION_TOO_DEEP, Integer.toString(MOST_ALIASES)));
        }
        resolve(visit, Identifier.of(alias.data()), aliasesLeft - 1);
    }

    private Optional<String> target(Visit visit, List<Element> elements) throws MalformedMessage {
        Optional<String> chosen = first(elements, ElementType.LOCATIONS)
                .flatMap(locations -> Locations.read(locations.data()).choose(wishes(visit), random))
                .or(() -> first(elements, ElementType.URL).map(Element::text));
        return chosen.isEmpty()
                ? Optional.empty()
                : Targets.of(chosen.get(), visit.query().first("urlappend").orElse(""));
    }

    private static Locations.Wishes wishes(Visit visit) {
        return new Locations.Wishes(
                visit.query().all("locatt"),
                visit.query().first("country").orElse(""),
                visit.exchange().header(HttpHeaderNames.ACCEPT).orElse(""));
    }

    private static Optional<Element> first(List<Element> elements, ElementType type) {
        return elements.stream().filter(e -> e.type().equals(type)).findFirst();
    }
}
