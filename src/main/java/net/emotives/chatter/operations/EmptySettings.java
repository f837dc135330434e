package net.emotives.chatter.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.stereotype.Component;

/**
 * Refuses a setting of the service that is there and empty, where it is to be a number, a time or a
 * word of a few: it would be taken for 0 or for nothing, and not for what it is without.
 */
@Component
class EmptySettings implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("chatter");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public void onFinish(
                    ConfigurationPropertyName name,
                    Bindable<?> target,
                    BindContext context,
                    @Nullable Object result)
                    throws Exception {
                var found = context.getConfigurationProperty();
                if (result == null && found != null && OURS.isAncestorOf(name)) {
                    throw new IllegalArgumentException(name + " must not be empty");
                }
                super.onFinish(name, target, context, result);
            }
        };
    }
}
