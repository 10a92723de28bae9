package dev.stele.process;

/** By what right somebody ends a process without a lease. It is stored with the end. */
public sealed interface Authority {

  /** Who owns it outside; for work that is externally owned alone. */
  record ExternalOwner(SessionScope grantedTo) implements Authority {}

  /** An engine of workflows that has it under a key of its own; for work that is run here alone. */
  record WorkflowKey(String key) implements Authority {

    /** Checks the key. */
    public WorkflowKey {
      Kinds.require("workflow key", key);
    }
  }

  /** A request to abandon it; for work that is externally owned, and to abandon it alone. */
  record ReconciledAbandon() implements Authority {}

  /** Returns what it is stored as. */
  default String text() {
    return switch (this) {
      case ExternalOwner owner -> "external-owner " + owner.grantedTo().key();
      case WorkflowKey workflow -> "workflow-key " + workflow.key();
      case ReconciledAbandon _ -> "reconciled-abandon";
    };
  }
}
