package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what the container, the firewall or Spring MVC refused before a controller saw it:
 * unknown paths, wrong methods.
 */
@RestController
class ChatterErrorController implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Envelope> answer(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return ChatterErrors.answer(failure.getCause() == null ? failure : failure.getCause());
        }
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        var told = status == null ? HttpStatus.NOT_FOUND : status;
        return ResponseEntity.status(told)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Envelope.saying(told.getReasonPhrase()));
    }
}
