package dev.stele.authzen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes requests of JSON, and JSON of responses. */
final class Shapes {

  /**
   * A JSON object that is a request or a part of one, the place where it stands, and what is taken
   * for a field that it does not have.
   */
  private record Part(JsonNode node, String path, @Nullable Part defaults) {

    static Part of(JsonNode node, String path, @Nullable Part defaults) {
      if (!node.isObject()) {
        throw wrong(path, "an object", node);
      }
      return new Part(node, path, defaults);
    }

    String text(String field) {
      JsonNode value = required(field);
      if (!value.isString()) {
        throw wrong(path + "/" + field, "a text", value);
      }
      return value.stringValue();
    }

    /** Returns a field that is an object: this one's own, or else the one that is taken for it. */
    Part part(String field) {
      Part own = optional(field);
      if (own != null) {
        return own;
      }
      Part other = defaults == null ? null : defaults.optional(field);
      return other == null ? of(required(field), path + "/" + field, null) : other;
    }

    Map<String, Object> values(String field) {
      Part own = optional(field);
      Part found = own == null && defaults != null ? defaults.optional(field) : own;
      return found == null ? Map.of() : Json.values(found.node);
    }

    @Nullable Part optional(String field) {
      JsonNode value = present(field);
      return value == null ? null : of(value, path + "/" + field, null);
    }

    /** A null is as if the field were not there. */
    @Nullable JsonNode present(String field) {
      JsonNode value = node.get(field);
      return value == null || value.isNull() ? null : value;
    }

    private JsonNode required(String field) {
      JsonNode value = present(field);
      if (value == null) {
        throw new AuthZenException.Malformed(
            path + "/" + field, "field '" + field + "' must be there, got: none");
      }
      return value;
    }
  }

  private Shapes() {}

  static EvaluationRequest evaluation(JsonNode json) {
    return evaluation(Part.of(json, "", null));
  }

  private static EvaluationRequest evaluation(Part part) {
    Part subject = part.part("subject");
    Part action = part.part("action");
    Part resource = part.part("resource");
    return new EvaluationRequest(
        new Subject(subject.text("type"), subject.text("id"), subject.values("properties")),
        new Action(action.text("name"), action.values("properties")),
        new Resource(resource.text("type"), resource.text("id"), resource.values("properties")),
        part.values("context"));
  }

  static EvaluationsRequest evaluations(JsonNode json) {
    Part whole = Part.of(json, "", null);
    EvaluationsSemantic semantic = semantic(whole);
    JsonNode evaluations = whole.present("evaluations");
    if (evaluations == null) {
      return new EvaluationsRequest.Single(evaluation(whole));
    }
    if (!evaluations.isArray()) {
      throw wrong("/evaluations", "an array", evaluations);
    }
    if (evaluations.isEmpty()) {
      return new EvaluationsRequest.Single(evaluation(whole));
    }
    List<EvaluationRequest> all = new ArrayList<>(evaluations.size());
    for (JsonNode one : evaluations) {
      all.add(evaluation(Part.of(one, "/evaluations/" + all.size(), whole)));
    }
    return new EvaluationsRequest.Several(all, semantic);
  }

  private static EvaluationsSemantic semantic(Part whole) {
    Part options = whole.optional("options");
    if (options == null || options.present("evaluations_semantic") == null) {
      return EvaluationsSemantic.EXECUTE_ALL;
    }
    String label = options.text("evaluations_semantic");
    return EvaluationsSemantic.labelled(label)
        .orElseThrow(() ->
            new AuthZenException.Malformed(
                "/options/evaluations_semantic",
                "semantic must be one that is known, got: '" + label + "'"));
  }

  static Map<String, Object> json(EvaluationResponse response) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("decision", response.decision());
    if (!response.context().isEmpty()) {
      object.put("context", response.context());
    }
    return object;
  }

  static Map<String, Object> json(EvaluationsResponse.Several response) {
    return Map.of("evaluations", response.evaluations().stream().map(Shapes::json).toList());
  }

  private static AuthZenException.Malformed wrong(String path, String wanted, JsonNode found) {
    return new AuthZenException.Malformed(
        path,
        "it must be %s, got: %s"
            .formatted(wanted, found.getNodeType().name().toLowerCase(Locale.ROOT)));
  }
}
