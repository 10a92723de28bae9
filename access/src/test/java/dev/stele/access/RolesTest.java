package dev.stele.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Roles that are held, and roles that are needed. */
class RolesTest {

  private enum Role {
    READER,
    EDITOR,
    GUEST
  }

  private record User(String name, Set<Role> roles) {}

  private static final Domain<User, String, String, String> DOCS = Domain.named("documents");
  private static final FactType<String, Set<Role>> ROLES = FactType.named("roles");

  private final List<String> asked = new ArrayList<>();

  private static Set<Role> needed(String action) {
    return switch (action) {
      case "read" -> Set.of(Role.READER, Role.EDITOR);
      case "write" -> Set.of(Role.EDITOR);
      default -> Set.of();
    };
  }

  private static Decision decide(
      Policy<User, String, String, String> policy, Facts facts, User user, String action) {
    return DOCS.checker("documents")
        .add(policy)
        .build()
        .bind(facts.session(), user, action, "")
        .traced()
        .check("doc");
  }

  private Facts facts(Map<String, Set<Role>> known) {
    return Facts.builder()
        .with(
            ROLES,
            FactSource.of(keys -> {
              asked.addAll(keys);
              return known;
            }))
        .build();
  }

  @Test
  void anyRoleThatIsNeededIsEnough() {
    Policy<User, String, String, String> policy =
        DOCS.roles("roles").held(User::roles).needed((action, _) -> needed(action)).allow();
    User editor = new User("eve", Set.of(Role.EDITOR, Role.GUEST));
    User reader = new User("rob", Set.of(Role.READER));
    DecisionAssert.that(decide(policy, Facts.none(), editor, "read")).isGrantedBy("roles");
    DecisionAssert.that(decide(policy, Facts.none(), editor, "write")).isGranted();
    DecisionAssert.that(decide(policy, Facts.none(), reader, "write"))
        .isDeniedFor(Decision.Cause.NO_GRANT)
        .says("roles", Verdict.ABSTAIN);
    DecisionAssert.that(decide(policy, Facts.none(), reader, "drop")).isDenied();
  }

  @Test
  void rolesMayBeAFactThatIsAskedForWhereItMatters() {
    Policy<User, String, String, String> policy =
        DOCS.roles("roles")
            .held(ROLES, question -> question.subject().name())
            .needed((action, _) -> needed(action))
            .allow();
    User eve = new User("eve", Set.of());
    Facts facts = facts(Map.of("eve", Set.of(Role.EDITOR)));
    DecisionAssert.that(decide(policy, facts, eve, "write")).isGranted().used("roles", ROLES);
    DecisionAssert.that(decide(policy, facts, eve, "drop")).isDenied().usedNo(ROLES);
    assertThat(asked).containsExactly("eve");
    DecisionAssert.that(decide(policy, facts(Map.of()), eve, "write"))
        .isDeniedFor(Decision.Cause.NO_GRANT);
    DecisionAssert.that(decide(policy, Facts.none(), eve, "write"))
        .isDeniedFor(Decision.Cause.INDETERMINATE);
  }

  @Test
  void rolesMayForbid() {
    Policy<User, String, String, String> policy =
        DOCS.roles("guests").held(User::roles).needed((_, _) -> List.of(Role.GUEST)).forbid();
    DecisionAssert.that(decide(policy, Facts.none(), new User("g", Set.of(Role.GUEST)), "read"))
        .isVetoedBy("guests");
  }
}
