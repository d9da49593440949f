//! Output files: written whole or not at all.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes a file under a temporary name beside it and renames it when complete. A symbolic link keeps its place:
/// the file it names is replaced. What is no regular file (`/dev/stdout`, a pipe) is written to as it stands,
/// because a rename would put a file in its place.
///
/// # Errors
/// Those of `write` and of the file system; the old file is then still there.
pub fn whole_file(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let path = behind_links(path);
    if special(&path) {
        return write(&mut OpenOptions::new().write(true).open(&path)?);
    }
    let mut file = beside(&path)?;
    write(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|e| e.error)?;
    Ok(())
}

/// Whether [`whole_file`] could begin: for saying so before long work. It leaves nothing behind.
///
/// # Errors
/// What stands in the way.
pub fn writable(path: &Path) -> io::Result<()> {
    let path = behind_links(path);
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if special(&path) { Ok(()) } else { beside(&path).map(drop) }
}

fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let dir = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::Builder::new().prefix(".tidegate-").tempfile_in(dir).map_err(plain)
}

/// The system's error without the name of the temporary file, which nobody asked for and which changes.
fn plain(error: io::Error) -> io::Error {
    let text = error.to_string();
    match text.split_once(" at path ") {
        Some((words, _)) => io::Error::new(error.kind(), words),
        None => error,
    }
}

fn behind_links(path: &Path) -> PathBuf {
    match path.symlink_metadata() {
        Ok(m) if m.is_symlink() => path.canonicalize().unwrap_or_else(|_| path.into()),
        _ => path.into(),
    }
}

fn special(path: &Path) -> bool {
    path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        whole_file(&path, |f| f.write_all(b"old")).unwrap();
        let failed = whole_file(&path, |f| {
            f.write_all(b"ne")?;
            Err(io::Error::other("full"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "full");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        writable(&path).unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_stands_in_the_way_is_told_in_the_systems_words() {
        let folder = tempfile::tempdir().unwrap();
        let error = writable(&folder.path().join("none/report.json")).unwrap_err().to_string();
        assert!(!error.contains(".tidegate-"), "{error}");
        assert_eq!(writable(folder.path()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_written_to_and_links_followed() {
        use std::os::unix::fs::{FileTypeExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("full");
        symlink("/dev/full", &link).unwrap();
        let error = whole_file(&link, |f| f.write_all(b"x")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert!(Path::new("/dev/full").metadata().unwrap().file_type().is_char_device());
        let (real, alias) = (folder.path().join("real.json"), folder.path().join("alias.json"));
        std::fs::write(&real, "old").unwrap();
        symlink(&real, &alias).unwrap();
        whole_file(&alias, |f| f.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read(&real).unwrap(), b"new");
        assert!(alias.symlink_metadata().unwrap().is_symlink());
    }
}
