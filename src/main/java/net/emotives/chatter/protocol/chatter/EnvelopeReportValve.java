package net.emotives.chatter.protocol.chatter;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers what the container refuses before anything of the application sees it, such as a bad path
 * or Host: with the envelope, instead of the container's page.
 */
final class EnvelopeReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !mayWrite(response)) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("Content-Language", null);
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(envelope(status));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("A refusal could not be written", gone);
        }
    }

    private static boolean mayWrite(Response response) {
        var allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }

    /** Without words of the container's own, which quote the request. */
    private static String envelope(int status) {
        var known = HttpStatus.resolve(status);
        var sentence = known == null ? "The request was refused." : known.getReasonPhrase();
        return "{\"result\":null,\"message\":[{\"message\":\"" + sentence + "\"}]}";
    }
}
