package dev.stele.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stele.access.Checker;
import dev.stele.access.Decision;
import dev.stele.access.Domain;
import dev.stele.access.FactSource;
import dev.stele.access.FactType;
import dev.stele.access.Facts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** Spring Security, asking a checker. */
class AccessAuthorizationTest {

  /** What is guarded: a call, as Spring might know it. */
  private record Call(String verb, String document) {}

  private static final Domain<String, String, String, Boolean> DOCUMENTS =
      Domain.named("documents");
  private static final FactType<String, String> OWNER = FactType.named("owner of a document");

  private final Map<String, String> owners = new ConcurrentHashMap<>(Map.of("letter", "alice"));
  private final Facts facts =
      Facts.builder()
          .with(
              OWNER,
              FactSource.inMemory(document -> {
                if (document.equals("lost")) {
                  throw new IllegalStateException("the table is down");
                }
                return Optional.ofNullable(owners.get(document));
              }))
          .build();

  private final AccessAuthorization<Call> authorization =
      // @start region="of"
      AccessAuthorization.of(
          DOCUMENTS
              .checker("documents")
              .add(
                  DOCUMENTS
                      .policy("owner")
                      .fact(OWNER, q -> q.resource(), (q, owner) -> owner.equals(q.subject()))
                      .allow())
              .add(DOCUMENTS.policy("auditor reads").action("GET"::equals).context(x -> x).allow())
              .add(DOCUMENTS.policy("nothing is deleted").action("DELETE"::equals).forbid())
              .build(),
          facts,
          (who, call) ->
              new AccessAuthorization.Asking<>(
                  who.getName(), call.verb(), call.document(), isAuditor(who)));

  // @end

  private static boolean isAuditor(Authentication who) {
    return who.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .anyMatch("AUDITOR"::equals);
  }

  private static Authentication user(String name, String... authorities) {
    return UsernamePasswordAuthenticationToken.authenticated(
        name, "", AuthorityUtils.createAuthorityList(authorities));
  }

  private AccessResult authorize(Authentication who, String verb, String document) {
    return authorization.authorize(() -> who, new Call(verb, document));
  }

  @Test
  void whatACheckerGrantsIsGrantedAndTheDecisionIsCarried() {
    AccessResult result = authorize(user("alice"), "PUT", "letter");
    assertThat(result.isGranted()).isTrue();
    assertThat(result.decision()).contains(new Decision.Granted("owner", Optional.empty()));
    assertThat(result).hasToString("granted by 'owner'");
  }

  @Test
  void subjectActionResourceAndContextAreReadFromWhatSpringKnows() {
    assertThat(authorize(user("bob"), "GET", "letter").isGranted()).isFalse();
    assertThat(authorize(user("bob", "AUDITOR"), "GET", "letter").isGranted()).isTrue();
    assertThat(authorize(user("bob", "AUDITOR"), "PUT", "letter").isGranted()).isFalse();
  }

  @Test
  void aVetoDeniesAndIsNamed() {
    AccessResult result = authorize(user("alice"), "DELETE", "letter");
    assertThat(result.isGranted()).isFalse();
    assertThat(result.summary()).isEqualTo("denied: vetoed by 'nothing is deleted'");
  }

  @Test
  void nobodyIsDeniedThoughEverythingIsAllowed() {
    Domain<String, String, String, Boolean> open = Domain.named("open");
    AccessAuthorization<Call> all =
        AccessAuthorization.of(
            open.checker("open").add(open.policy("all").allow()).build(),
            Facts.none(),
            (who, _) -> new AccessAuthorization.Asking<>("anybody", "", "", true));
    assertThat(all.authorize(() -> user("bob"), new Call("GET", "letter")).isGranted()).isTrue();
    AccessResult nobody = all.authorize(() -> null, new Call("GET", "letter"));
    assertThat(nobody.isGranted()).isFalse();
    assertThat(nobody.decision()).isEmpty();
    assertThat(nobody.summary()).isEqualTo("denied: there is no authentication");
  }

  @Test
  void aNameThatWasClaimedAndNotVerifiedIsDenied() {
    Authentication claimed =
        UsernamePasswordAuthenticationToken.unauthenticated("alice", "password");
    assertThat(authorize(claimed, "PUT", "letter").isGranted()).isFalse();
  }

  @Test
  void anAnonymousUserIsAskedAbout() {
    owners.put("leaflet", "anonymous");
    Authentication anonymous =
        new AnonymousAuthenticationToken(
            "key", "anonymous", AuthorityUtils.createAuthorityList("ANONYMOUS"));
    assertThat(authorize(anonymous, "GET", "leaflet").isGranted()).isTrue();
    assertThat(authorize(anonymous, "GET", "letter").isGranted()).isFalse();
  }

  @Test
  void aFactThatCannotBeFoundOutIsADenial() {
    AccessResult result = authorize(user("alice"), "GET", "lost");
    assertThat(result.isGranted()).isFalse();
    assertThat(result.decision().orElseThrow())
        .isEqualTo(
            new Decision.Denied(Decision.Cause.INDETERMINATE, Optional.empty(), Optional.empty()));
  }

  @Test
  void eachCallFindsOutAnew() {
    assertThat(authorize(user("alice"), "PUT", "letter").isGranted()).isTrue();
    owners.put("letter", "bob");
    assertThat(authorize(user("alice"), "PUT", "letter").isGranted()).isFalse();
  }

  @Test
  void springThrowsTheDenialWithTheDecisionInIt() {
    authorization.verify(() -> user("alice"), new Call("PUT", "letter"));
    assertThatExceptionOfType(AuthorizationDeniedException.class)
        .isThrownBy(() -> authorization.verify(() -> user("bob"), new Call("PUT", "letter")))
        .satisfies(denied ->
            assertThat(denied.getAuthorizationResult()).hasToString("denied: no policy grants"));
  }

  @Test
  void itIsPutTogetherWithSpringsOwn() {
    AuthorizationManager<Call> both =
        AuthorizationManagers.allOf(
            authorization, AccessAuthorization.of(none(), Facts.none(), (who, _) -> asking(who)));
    assertThat(both.authorize(() -> user("alice"), new Call("PUT", "letter")))
        .satisfies(result -> assertThat(result.isGranted()).isFalse());
  }

  private static Checker<String, String, String, Boolean> none() {
    return DOCUMENTS.checker("none").build();
  }

  private static AccessAuthorization.Asking<String, String, String, Boolean> asking(
      Authentication who) {
    return new AccessAuthorization.Asking<>(who.getName(), "", "", true);
  }

  @Test
  void whatTheReadingThrowsTheCallerGets() {
    AccessAuthorization<Call> broken =
        AccessAuthorization.of(
            none(),
            Facts.none(),
            (_, call) -> {
              throw new IllegalStateException("no document in " + call);
            });
    assertThatThrownBy(() -> broken.authorize(() -> user("alice"), new Call("GET", "")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aResultIsSerializedWithoutTheDecision() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(authorize(user("alice"), "PUT", "letter"));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isInstanceOfSatisfying(
              AccessResult.class,
              read -> {
                assertThat(read.isGranted()).isTrue();
                assertThat(read.decision()).isEmpty();
                assertThat(read).hasToString("granted by 'owner'");
              });
    }
  }
}
