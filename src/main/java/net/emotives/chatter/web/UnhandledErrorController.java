package net.emotives.chatter.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the container, the firewall or Spring MVC refused before a controller saw it, such
 * as unknown paths and wrong methods, as the adapter of the path does.
 */
@RestController
class UnhandledErrorController implements ErrorController {

    private final ErrorRoutes routes;

    UnhandledErrorController(ErrorRoutes routes) {
        this.routes = routes;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<?> answer(HttpServletRequest request) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        var adapter = this.routes.of(path instanceof String text ? text : request.getRequestURI());
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return adapter.answer(failure.getCause() == null ? failure : failure.getCause());
        }
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return adapter.answer(status == null ? HttpStatus.NOT_FOUND : status);
    }
}
