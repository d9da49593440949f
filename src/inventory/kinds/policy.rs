//! A statement of a resource's or role's policy, as far as the rules ask. Policies hold no secret.

crate::record! {
    /// One statement of a policy. The action, resource and principal lists are as written, one string made a list.
    "policy_statement" in statement;
    fields {
        /// The statement's Sid.
        sid: Text, optional;
        /// Whether the statement allows or denies.
        effect: Enum(&["Allow", "Deny"]), required;
        /// Principals: `*`, account ids, ARNs, `service:kafka.amazonaws.com`. Empty for a NotPrincipal statement, and for policies of roles.
        principals: List(&Text), required;
        /// The statement names everybody but its principals.
        not_principal: Bool, required;
        /// Actions as written; IAM compares them without case.
        actions: List(&Text), required;
        /// The statement names every action but those.
        not_action: Bool, required;
        /// Condition keys in lower case, with their operator: `stringequals:aws:sourceaccount`. Empty: no condition.
        conditions: List(&Text), required;
        /// Resources as written. Empty for a trust policy, which is about the role itself.
        resources: List(&Text), required;
        /// The statement names every resource but those.
        not_resource: Bool, required;
    }
}
