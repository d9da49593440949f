//! Secrets Manager secrets, their policies and rotation schedules. Secret values are never read.

use super::super::super::fact;
use super::super::declared::Declared;
use super::Context;
use super::fill::{Fill, Making};
use super::policy::statements;
use crate::inventory::Resource;
use crate::inventory::kinds::secret as f;

const POLICY: &str = "AWS::SecretsManager::ResourcePolicy";
const ROTATION: &str = "AWS::SecretsManager::RotationSchedule";

/// `AWS::SecretsManager::Secret`
pub fn secret(d: &Declared, context: &Context<'_>) -> Resource {
    let mut fill = Fill::new(&f::KIND, d, context, "Name");
    super::keys::link(&mut fill, context, f::kms_key, Some(f::kms_key_id), "KmsKeyId");
    match context.parts.of(POLICY, &fill.ids()).first() {
        Some(part) => match &part.unless {
            Some(why) => fill.deferred(f::policy, why),
            None => statements(&mut fill, f::policy, part, "ResourcePolicy"),
        },
        None => match context.parts.open(POLICY) {
            Some(why) => fill.deferred(f::policy, why),
            None => fill.r.absent(f::policy, fill.header),
        },
    }
    match context.parts.of(ROTATION, &fill.ids()).first() {
        Some(part) => match &part.unless {
            Some(why) => fill.deferred(f::rotation_enabled, why),
            None => {
                let origin = fact::origin(&mut fill.r, &part.header, &[], &part.via);
                fill.r.bool(f::rotation_enabled, true, origin);
            }
        },
        None => match context.parts.open(ROTATION) {
            Some(why) => fill.deferred(f::rotation_enabled, why),
            None => fill.left_out(f::rotation_enabled, &d.header),
        },
    }
    fill.by_table();
    fill.finish()
}
