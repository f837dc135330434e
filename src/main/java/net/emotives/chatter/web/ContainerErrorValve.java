package net.emotives.chatter.web;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Answers what the container refuses before the application sees it, such as a malformed path or
 * Host, as the adapter of the path does and not with the container's page.
 */
final class ContainerErrorValve extends ErrorReportValve {

    private final ErrorRoutes routes;

    ContainerErrorValve(ErrorRoutes routes) {
        this.routes = routes;
    }

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
                writer.write(this.routes.of(path(request)).body(status));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("A refusal could not be written", gone);
        }
    }

    private static String path(Request request) {
        var path = request.getRequestURI();
        return path == null ? "" : path;
    }

    private static boolean mayWrite(Response response) {
        var allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
