package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.identity.ServiceRates;
import net.emotives.chatter.kernel.RateLimited;

import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Set;

/** Holds services to their rate, on their paths, once they have shown the secret. */
class ServiceRateFilter extends OncePerRequestFilter {

    private final ServiceRates rates;
    private final ChatterAnswers answers;
    private final Set<String> paths;

    ServiceRateFilter(ServiceRates rates, ChatterAnswers answers, String... paths) {
        this.rates = rates;
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
            this.rates.admit();
        } catch (RateLimited refusal) {
            this.answers.write(
                    ChatterErrors.answer(refusal), new ServletServerHttpResponse(response));
            return;
        }
        chain.doFilter(request, response);
    }
}
