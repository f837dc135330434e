package net.emotives.chatter.protocol.chatter;

import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers what the controllers of this protocol throw. */
@RestControllerAdvice(basePackageClasses = ChatterExceptionHandler.class)
class ChatterExceptionHandler {

    @ExceptionHandler
    ResponseEntity<Envelope> handle(Exception failure) throws Exception {
        if (failure instanceof ErrorResponse) {
            // A refusal by Spring MVC; UnhandledErrorController words it.
            throw failure;
        }
        return ChatterErrors.answer(failure);
    }
}
