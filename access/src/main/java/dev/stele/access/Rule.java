package dev.stele.access;

/**
 * What telemetry says of a policy, by the names of OpenTelemetry's {@code security_rule}
 * attributes.
 *
 * @param uuid identifies the rule for ever; empty if it has none
 * @param category what kind of rule it is
 * @param description what it is for
 * @param reference where it is written down, an address; empty if nowhere
 * @param rulesetName the set of rules that it belongs to
 * @param version which version of it this is; empty if it has none
 * @param license under which licence it is given; empty if none is stated
 */
public record Rule(
    String uuid,
    String category,
    String description,
    String reference,
    String rulesetName,
    String version,
    String license) {

  /** Returns a rule of the category {@code Access Control} with a description and nothing else. */
  public static Rule described(String description) {
    return new Rule("", "Access Control", description, "", "", "", "");
  }
}
