package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.web.ClientAddresses;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;

/**
 * Refuses an address whose credentials were refused too often, before uacl or the database is asked
 * about the next ones.
 */
class AddressFilter extends OncePerRequestFilter {

    private static final Set<Integer> REFUSED =
            Set.of(HttpStatus.UNAUTHORIZED.value(), HttpStatus.FORBIDDEN.value());

    private final ClientAddresses addresses;
    private final ChatterAnswers answers;
    private final Set<String> paths;

    AddressFilter(ClientAddresses addresses, ChatterAnswers answers, Set<String> paths) {
        this.addresses = addresses;
        this.answers = answers;
        this.paths = paths;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !this.paths.contains(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = request.getRemoteAddr();
        try {
            this.addresses.check(address);
        } catch (ChatterException refusal) {
            this.answers.write(
                    ChatterErrors.answer(refusal), new ServletServerHttpResponse(response));
            return;
        }
        chain.doFilter(request, response);
        if (REFUSED.contains(response.getStatus())) {
            this.addresses.refused(address);
        }
    }
}
