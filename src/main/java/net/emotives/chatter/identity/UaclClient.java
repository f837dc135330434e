package net.emotives.chatter.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;

/** uacl's check: 200 with the user of the bearer, or 401. Only 4xx and 5xx throw. */
interface UaclClient {

    @GetExchange
    ResponseEntity<Answer> authorize(
            @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization);

    /** The envelope of uacl, as far as it matters here. */
    record Answer(@Nullable Person result) {}

    record Person(
            @Nullable String username, @JsonProperty("user_group") @Nullable String userGroup) {}
}
