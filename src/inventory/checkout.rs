//! Where the files of a run stand: a path means the same on every machine when it is told from the root of the
//! repository.

/// The repository that a run is in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkout {
    /// Absolute path of the repository's root; empty when nothing is known of it.
    pub root: Box<str>,
    /// The working directory, below the root: empty, or `infra/stacks`.
    pub base: Box<str>,
}

impl Checkout {
    /// The path from the root, without `.` and `..`; `None` when it leads out of the repository or nowhere.
    pub fn relative(&self, path: &str) -> Option<String> {
        let root = self.root.trim_end_matches('/');
        let (base, path) = match path.starts_with('/') {
            true if self.root.is_empty() => return None,
            true => ("", path.strip_prefix(root)?.strip_prefix('/')?),
            false => (&*self.base, path),
        };
        let mut names: Vec<&str> = Vec::new();
        for name in base.split('/').chain(path.split('/')) {
            match name {
                "" | "." => {}
                ".." => drop(names.pop()?),
                name => names.push(name),
            }
        }
        (!names.is_empty()).then(|| names.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_root() {
        let at = |root: &str, base: &str| Checkout { root: root.into(), base: base.into() };
        let here = at("/repo/", "infra/stacks");
        for (path, expected) in [
            ("msk.yaml", Some("infra/stacks/msk.yaml")),
            ("./a//b/../c.tf", Some("infra/stacks/a/c.tf")),
            ("../../msk.yaml", Some("msk.yaml")),
            ("../../../msk.yaml", None),
            ("/repo/msk.yaml", Some("msk.yaml")),
            ("/repository/msk.yaml", None),
            ("/repo", None),
            ("", Some("infra/stacks")),
        ] {
            assert_eq!(here.relative(path).as_deref(), expected, "{path}");
        }
        assert_eq!(at("", "").relative("/tmp/a"), None);
        assert_eq!(at("/", "").relative("/tmp/a").as_deref(), Some("tmp/a"));
        assert_eq!(at("", "").relative(""), None);
    }
}
