package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.database.Reads;
import net.emotives.chatter.kernel.AtOnce;
import net.emotives.chatter.kernel.RateLimited;
import net.emotives.chatter.kernel.RateLimiter;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.web.WebProperties;

import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;

/**
 * Limits the reads of each user, by rate and by number at once, on paths that require a user. A
 * read is in flight until the client has taken the answer, and keeps what it {@link #keep holds}
 * until then.
 */
public class UserReadsFilter extends OncePerRequestFilter {

    private static final String HOLD = UserReadsFilter.class.getName() + ".hold";

    private final RateLimiter<UserId> rates;
    private final AtOnce<UserId> atOnce;
    private final ChatterAnswers answers;
    private final Set<String> paths;

    UserReadsFilter(WebProperties properties, ChatterAnswers answers, String... paths) {
        this.rates = new RateLimiter<>(properties.readRate());
        this.atOnce = new AtOnce<>(properties.readsAtOnce());
        this.answers = answers;
        this.paths = Set.of(paths);
    }

    /** Closes the hold when the request is over. */
    public static void keep(HttpServletRequest request, Reads.Hold hold) {
        request.setAttribute(HOLD, hold);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !this.paths.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof User caller)) {
            // An unauthenticated request is refused further down the chain.
            chain.doFilter(request, response);
            return;
        }
        try {
            this.rates.acquire(caller.id());
            this.atOnce.begin(caller.id());
        } catch (RateLimited refusal) {
            this.answers.write(
                    ChatterErrors.answer(refusal), new ServletServerHttpResponse(response));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            this.atOnce.end(caller.id());
            if (request.getAttribute(HOLD) instanceof Reads.Hold hold) {
                hold.close();
            }
        }
    }
}
