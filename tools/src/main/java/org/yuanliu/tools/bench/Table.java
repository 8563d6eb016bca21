package org.yuanliu.tools.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report for people. */
record Table(List<Row> rows) {
    private static final String LINE = "%-26s %12s %-5s %24s %9s %9s %9s %6s %8s %-18s %-4s %9s%n";

    void print(PrintWriter out) {
        out.printf(
                LINE,
                "trial",
                "value",
                "",
                "slowest..fastest",
                "p50 us",
                "p99 us",
                "p99.9 us",
                "lost",
                "of bound",
                "goal",
                "met",
                "reference");
        rows.forEach(row -> print(row, out));
        out.println("start: p50 us 从启动到第一个应答 is from the start of a process to its first answer");
        out.println("half-udp: p99 us 从计划发送时刻算起 counts from the moment for which a question was planned");
        out.println("bare-*, native-echo: 同机上限 what this machine can do without a node");
        out.println(
                "reference: Handle.Net 9.3.1, 2 核 2 cores, 2026-11-24, 仅供参考 another run: for the order of size only");
        out.println("发压程序与节点共享处理器 The generator shares the cores with the node");
        out.flush();
    }

    private static void print(Row row, PrintWriter out) {
        out.printf(
                LINE,
                row.name(),
                row.value() < 10 ? String.format(Locale.ROOT, "%.2f", row.value()) : whole(row.value()),
                row.unit(),
                row.fastest() == 0 ? "" : whole(row.slowest()) + ".." + whole(row.fastest()),
                some(row.times().p50()),
                some(row.times().p99()),
                some(row.times().p999()),
                row.lost() == 0 ? "" : Long.toString(row.lost()),
                row.share() == 0 ? "" : String.format(Locale.ROOT, "%.2f", row.share()),
                row.goal(),
                row.goal().isEmpty() ? "" : row.isMet() ? "yes" : "no",
                some(row.reference()));
    }

    private static String some(double number) {
        return number == 0 ? "" : whole(number);
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
