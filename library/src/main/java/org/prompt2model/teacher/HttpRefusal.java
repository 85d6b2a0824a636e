package org.prompt2model.teacher;

import dev.langchain4j.exception.HttpException;

/** A response with an error status. LangChain4j's own exception for it forgets the headers. */
final class HttpRefusal extends HttpException {
    private static final long serialVersionUID = 1L;

    private final transient RateHeaders headers;

    /** @param body without secrets */
    HttpRefusal(int status, String body, RateHeaders headers) {
        super(status, body);
        this.headers = headers;
    }

    RateHeaders headers() {
        return headers;
    }
}
