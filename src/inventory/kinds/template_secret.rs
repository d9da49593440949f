//! Places of a template in which a secret is given: what stands there, never the secret.

use crate::inventory::schema::Type::{Enum, Text};

crate::kind! {
    /// A property, argument or parameter of a template that holds a secret: which it is and whether the secret itself stands there. Accounts have none.
    "template_secret" as "value";
    cfn []; tf [];
    not_judged None;
    fields {
        /// What declares it: logical id, Terraform address, name of the parameter.
        owner: Text, required;
        /// Type of the owner; `Parameter` for a parameter.
        owner_type: Text, required;
        /// The property or argument: `SecretString`, `AuthToken`, `secret_string`; `Default` of a parameter.
        property: Text, required;
        /// What stands there: nothing, an order to generate one, a reference that the deployment resolves (a parameter without default, a dynamic reference, an attribute), or the secret itself.
        form: Enum(&["none", "generated", "reference", "literal"]), required;
    }
}
