package net.emotives.chatter.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * An adapter's answers to errors on its paths that none of its controllers saw. Adapters are asked
 * in the order of their beans; the last one answers for all other paths.
 */
public interface ErrorAnswers {

    /** Returns true if a path is the adapter's. */
    boolean covers(String path);

    /** Returns the answer to a request that failed. */
    ResponseEntity<?> answer(Throwable failure);

    /** Returns the answer to a request that the container or Spring MVC refused. */
    ResponseEntity<?> answer(HttpStatus status);

    /** Returns the JSON body for a request that the container refused before it was dispatched. */
    String body(int status);
}
