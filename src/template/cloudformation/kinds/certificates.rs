//! Certificates of ACM and private certificate authorities.

use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use crate::inventory::Resource;
use crate::inventory::kinds::{certificate, certificate_authority};

/// `AWS::CertificateManager::Certificate`: an authority makes it a private one.
pub fn certificate(d: &Declared, context: &Context<'_>) -> Resource {
    use certificate as f;
    let mut fill = Fill::new(&f::KIND, d, context, "");
    let authority = "CertificateAuthorityArn";
    match fill.given(authority) {
        Ok(given) => {
            let origin = fill.origin(authority);
            fill.r.text(f::certificate_type, if given { "PRIVATE" } else { "AMAZON_ISSUED" }, origin);
        }
        Err(why) => fill.deferred(f::certificate_type, why),
    }
    fill.by_table();
    fill.finish()
}

/// `AWS::ACMPCA::CertificateAuthority`
pub fn authority(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&certificate_authority::KIND, d, context, "");
    fill.by_table();
    fill.finish()
}
