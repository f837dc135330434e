package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.identity.Identity;
import net.emotives.chatter.identity.NotAuthorised;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.users.Suspended;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.Users;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Has uacl verify the caller on the paths of users. The caller is the {@link
 * net.emotives.chatter.users.User} of the security context from then on; a request of no user is
 * refused here.
 */
class BearerFilter extends OncePerRequestFilter {

    private final Identity identity;
    private final Users users;
    private final ChatterAnswers answers;
    private final Set<String> paths;

    BearerFilter(Identity identity, Users users, ChatterAnswers answers, String... paths) {
        this.identity = identity;
        this.users = users;
        this.answers = answers;
        this.paths = Set.of(paths);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !this.paths.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            var caller = this.identity.verify(request.getHeader(HttpHeaders.AUTHORIZATION));
            // What uacl said may be remembered for longer than what was decided here since.
            if (this.users.find(caller.id()).filter(User::isSuspended).isPresent()) {
                throw new Suspended();
            }
            SecurityContextHolder.setContext(
                    new SecurityContextImpl(
                            UsernamePasswordAuthenticationToken.authenticated(
                                    caller, null, List.of())));
        } catch (ChatterException | DataAccessException | TransactionException refusal) {
            if (refusal instanceof NotAuthorised) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            }
            this.answers.write(
                    ChatterErrors.answer(refusal), new ServletServerHttpResponse(response));
            return;
        }
        chain.doFilter(request, response);
    }
}
