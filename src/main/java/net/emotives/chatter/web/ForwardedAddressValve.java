package net.emotives.chatter.web;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the ports off the addresses of X-Forwarded-For, which some gateways write as {@code
 * address:port} or {@code [address]:port}: the container's valve after it looks at addresses alone.
 * Other values are left unchanged.
 */
final class ForwardedAddressValve extends ValveBase {

    private static final String HEADER = "x-forwarded-for";
    private static final Pattern VERSION_4 = Pattern.compile("([0-9]+(?:\\.[0-9]+){3}):[0-9]+");
    private static final Pattern VERSION_6 = Pattern.compile("\\[([0-9a-fA-F:.]+)](?::[0-9]+)?");

    ForwardedAddressValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var headers = request.getCoyoteRequest().getMimeHeaders();
        for (var i = headers.findHeader(HEADER, 0); i >= 0; i = headers.findHeader(HEADER, i + 1)) {
            var value = headers.getValue(i);
            value.setString(withoutPorts(value.toString()));
        }
        getNext().invoke(request, response);
    }

    static String withoutPorts(String addresses) {
        return Arrays.stream(addresses.split(",", -1))
                .map(address -> withoutPort(address.strip()))
                .collect(Collectors.joining(", "));
    }

    private static String withoutPort(String address) {
        for (var form : new Pattern[] {VERSION_4, VERSION_6}) {
            var matcher = form.matcher(address);
            if (matcher.matches()) {
                return matcher.group(1);
            }
        }
        return address;
    }
}
