//! Functions over numbers and booleans.

use super::super::super::super::source::Site;
use super::super::super::super::value::{Resolved, Sited};
use super::super::value::{Answer, Fail, as_number, fail, number, sited};
use super::{float, text, whole};

fn one(arguments: &[Sited], site: &Site, f: fn(f64) -> f64) -> Answer {
    Ok(sited(number(f(float(arguments, 0)?)), site))
}

pub fn abs(a: &[Sited], site: &Site) -> Answer {
    one(a, site, f64::abs)
}

pub fn ceil(a: &[Sited], site: &Site) -> Answer {
    one(a, site, f64::ceil)
}

pub fn floor(a: &[Sited], site: &Site) -> Answer {
    one(a, site, f64::floor)
}

pub fn signum(a: &[Sited], site: &Site) -> Answer {
    one(a, site, |f| if f == 0.0 { 0.0 } else { f.signum() })
}

fn all(arguments: &[Sited]) -> Result<Vec<f64>, Fail> {
    let numbers: Option<Vec<f64>> = arguments.iter().map(|a| as_number(&a.value)).collect();
    match numbers {
        Some(numbers) if !numbers.is_empty() => Ok(numbers),
        _ => fail("numbers are needed"),
    }
}

pub fn max(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(number(all(a)?.into_iter().fold(f64::NEG_INFINITY, f64::max)), site))
}

pub fn min(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(number(all(a)?.into_iter().fold(f64::INFINITY, f64::min)), site))
}

pub fn sum(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(number(all(whole(a, 0)?)?.into_iter().sum()), site))
}

pub fn pow(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(number(float(a, 0)?.powf(float(a, 1)?)), site))
}

pub fn parseint(a: &[Sited], site: &Site) -> Answer {
    let base = float(a, 1)?;
    if !(2.0..=36.0).contains(&base) {
        return fail("the base of parseint() is 2 to 36");
    }
    match i64::from_str_radix(&text(a, 0)?, base as u32) {
        Ok(n) => Ok(sited(number(n as f64), site)),
        Err(_) => fail("no whole number"),
    }
}

fn booleans(a: &[Sited]) -> Result<Vec<bool>, Fail> {
    let all: Option<Vec<bool>> = whole(a, 0)?
        .iter()
        .map(|i| match &i.value {
            Resolved::Absent => Some(false),
            other => crate::template::fact::boolean(other),
        })
        .collect();
    all.map_or_else(|| fail("booleans are needed"), Ok)
}

pub fn alltrue(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(Resolved::Bool(booleans(a)?.into_iter().all(|b| b)), site))
}

pub fn anytrue(a: &[Sited], site: &Site) -> Answer {
    Ok(sited(Resolved::Bool(booleans(a)?.into_iter().any(|b| b)), site))
}
