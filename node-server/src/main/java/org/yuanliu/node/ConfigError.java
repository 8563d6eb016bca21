package org.yuanliu.node;

import java.util.Objects;

/** The operator's setting is wrong; the message says which, what was found and what is right. */
public sealed class ConfigError extends RuntimeException permits PortError {
    private static final long serialVersionUID = 1L;

    public ConfigError(String message) {
        super(message);
    }

    public ConfigError(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null: the constructors ask for one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
