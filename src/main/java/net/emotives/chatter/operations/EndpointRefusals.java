package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

import java.util.Map;

/** Gives the endpoints of the management port a body where they find nothing and say nothing. */
@Component
class EndpointRefusals implements OperationInvokerAdvisor {

    @Override
    public OperationInvoker apply(
            EndpointId endpoint,
            OperationType operation,
            OperationParameters parameters,
            OperationInvoker invoker) {
        return operation == OperationType.READ
                ? context -> answered(endpoint, invoker.invoke(context))
                : invoker;
    }

    private static Object answered(EndpointId endpoint, @Nullable Object result) {
        if (result instanceof WebEndpointResponse<?> response
                && (response.getBody() != null
                        || response.getStatus() != WebEndpointResponse.STATUS_NOT_FOUND)) {
            return response;
        }
        if (result != null && !(result instanceof WebEndpointResponse<?>)) {
            return result;
        }
        return new WebEndpointResponse<>(
                Map.of("error", "There is nothing of that name in " + endpoint + "."),
                WebEndpointResponse.STATUS_NOT_FOUND);
    }
}
