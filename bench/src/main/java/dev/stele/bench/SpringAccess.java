package dev.stele.bench;

import dev.stele.bench.AccessLineup.Asking;
import dev.stele.bench.AccessRules.Document;
import dev.stele.bench.AccessRules.Person;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;

/** Spring Security: sixteen managers, one of which must grant. */
final class SpringAccess {

  private SpringAccess() {}

  static Asking checks(List<Document> documents) {
    AuthorizationManager<Document> manager = manager();
    Authentication authentication = new TestingAuthenticationToken(AccessRules.PERSON, "", "USER");
    return operations -> {
      long marks = 0;
      for (int i = 0; i < operations; i++) {
        Document document = documents.get(i % AccessRules.DOCUMENTS);
        AuthorizationResult result = manager.authorize(() -> authentication, document);
        marks += result != null && result.isGranted() ? document.mark() : 0;
      }
      return marks;
    };
  }

  private static AuthorizationManager<Document> manager() {
    return AuthorizationManagers.anyOf(
        (who, document) -> mayRead(who, document, 0),
        (who, document) -> mayRead(who, document, 1),
        (who, document) -> mayRead(who, document, 2),
        (who, document) -> mayRead(who, document, 3),
        (who, document) -> mayRead(who, document, 4),
        (who, document) -> mayRead(who, document, 5),
        (who, document) -> mayRead(who, document, 6),
        (who, document) -> mayRead(who, document, 7),
        (who, document) -> mayRead(who, document, 8),
        (who, document) -> mayRead(who, document, 9),
        (who, document) -> mayRead(who, document, 10),
        (who, document) -> mayRead(who, document, 11),
        (who, document) -> mayRead(who, document, 12),
        (who, document) -> mayRead(who, document, 13),
        (who, document) -> mayRead(who, document, 14),
        (who, document) -> mayRead(who, document, 15));
  }

  private static AuthorizationDecision mayRead(
      Supplier<? extends @Nullable Authentication> who, Document document, int kind) {
    Authentication authentication = who.get();
    return new AuthorizationDecision(
        authentication != null
            && authentication.getPrincipal() instanceof Person person
            && document.kind() == kind
            && document.level() <= person.level());
  }
}
