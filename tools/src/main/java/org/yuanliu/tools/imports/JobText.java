package org.yuanliu.tools.imports;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.yuanliu.json.JobJson;
import org.yuanliu.model.ImportJob;
import org.yuanliu.model.ImportState;
import org.yuanliu.tools.console.Console;
import org.yuanliu.tools.console.Exit;
import org.yuanliu.tools.console.Terminal;

/** Jobs as the commands show them. */
final class JobText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int STATE_COLUMNS = 10;

    private final Console console;

    JobText(Console console) {
        this.console = console;
    }

    /** Answers with a job; the exit code says whether all is well. */
    int answer(ImportJob job) {
        console.answer(out -> print(job, out), json -> JobJson.write(job, json));
        return exit(job);
    }

    /** Refused if the job was stopped, or any of its rows refused. */
    static int exit(ImportJob job) {
        boolean bad = job.state() == ImportState.STOPPED || job.progress().refused() > 0;
        return bad ? Exit.REFUSED.code() : Exit.OK.code();
    }

    void print(ImportJob job, PrintStream out) {
        ImportJob.Progress progress = job.progress();
        out.println(console.bold(job.id()) + "  " + job.name());
        out.println(console.text(
                "import.progress",
                state(job),
                progress.tried(),
                progress.rows(),
                progress.registered(),
                progress.updated(),
                progress.refused()));
        out.println(console.text("import.owner", job.owner(), time(job.createdMillis())));
        if (job.endedMillis() > 0) {
            out.println(console.text("import.ended", time(job.endedMillis())));
        }
        job.trouble().ifPresent(trouble -> out.println("  " + trouble.reason() + ": " + trouble.message()));
    }

    void line(ImportJob job, PrintStream out) {
        out.println(job.id() + "  " + Terminal.pad(state(job), STATE_COLUMNS) + "  " + time(job.createdMillis()) + "  "
                + job.progress().tried() + "/" + job.progress().rows() + "  " + job.name());
    }

    private String state(ImportJob job) {
        return console.text("import.state." + job.state().word());
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }
}
