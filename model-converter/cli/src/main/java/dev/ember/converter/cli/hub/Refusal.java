package dev.ember.converter.cli.hub;

import dev.ember.converter.download.TransientException;
import dev.ember.converter.download.Web;
import java.io.IOException;
import okhttp3.Response;

/** What an answer other than success means, and what to do about it. */
final class Refusal {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final HubEndpoint endpoint;
  private final HubModel model;

  Refusal(HubEndpoint endpoint, HubModel model) {
    this.endpoint = endpoint;
    this.model = model;
  }

  /**
   * What an unsuccessful answer means: a {@link TransientException} if it is worth another attempt,
   * else a {@link HubException}.
   */
  IOException of(Response response) {
    if (Web.mayPass(response)) {
      return new TransientException(
          "the hub answers "
              + response.code()
              + (Web.isTooMany(response) ? ", too many requests" : ""),
          Web.retryAfterMillis(response));
    }
    return new HubException(sentence(response));
  }

  private String sentence(Response response) {
    // The hub's own word for what is wrong: GatedRepo, RepoNotFound, RevisionNotFound, ...
    String reason = response.header("X-Error-Code", "");
    return switch (response.code()) {
      case UNAUTHORIZED -> reason.equals("GatedRepo") ? gated() : unauthorized();
      case FORBIDDEN -> gated();
      case NOT_FOUND -> notFound(reason);
      default -> model + ": the hub answers " + response.code();
    };
  }

  private String gated() {
    String page = endpoint.page(model).toString();
    return endpoint.hasToken()
        ? model
            + " is gated, and the account of HF_TOKEN has no access: accept its terms at "
            + page
            + " with that account, and let the token read gated repositories"
        : model
            + " is gated: accept its terms at "
            + page
            + ", then set HF_TOKEN to a token of your account";
  }

  private String unauthorized() {
    return endpoint.hasToken()
        ? model
            + ": the hub does not accept HF_TOKEN, or its account may not see this model. Check the"
            + " token, and the model's name"
        : model
            + " does not exist, or is private or gated: check the name at "
            + endpoint.page(model)
            + ", and for a private or gated model set HF_TOKEN to a token of your account";
  }

  private String notFound(String reason) {
    return reason.equals("RevisionNotFound")
        ? model.id() + " has no revision " + model.revision()
        : model + ": the hub at " + endpoint + " has no such model, revision or file";
  }
}
