//! ACM certificates and private certificate authorities.

use super::super::instance::Instance;
use super::fill::{Fill, Making};
use super::parts::Parts;
use crate::inventory::Resource;
use crate::inventory::kinds::{certificate, certificate_authority};

/// `aws_acm_certificate`: issued by a private CA, imported, or requested from Amazon.
pub fn certificate(i: &Instance, _: &Parts<'_>) -> Resource {
    use certificate as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "domain_name");
    let kinds = [("certificate_authority_arn", "PRIVATE"), ("certificate_body", "IMPORTED")];
    let mut open = None;
    for (path, kind) in kinds {
        match fill.given(path) {
            Some(true) => {
                let origin = fill.origin(path);
                fill.r.text(f::certificate_type, kind, origin);
                open = None;
                break;
            }
            Some(false) => {}
            None => open = open.or_else(|| Some(fill.reason(path))),
        }
    }
    if fill.r.known_text(f::certificate_type).is_none() {
        match open {
            Some(why) => fill.deferred(f::certificate_type, &why),
            None => fill.r.text(f::certificate_type, "AMAZON_ISSUED", fill.header),
        }
    }
    fill.by_table();
    fill.finish()
}

/// `aws_acmpca_certificate_authority`
pub fn authority(i: &Instance, _: &Parts<'_>) -> Resource {
    use certificate_authority as f;
    let mut fill = Fill::new(&f::KIND, i);
    fill.path(f::name, "certificate_authority_configuration.subject.common_name");
    fill.by_table();
    fill.finish()
}
