//! Where results go: whole or not at all into files, quietly into pipes that close.

use std::{
    env, fmt,
    fs::{self, File},
    io::{self, ErrorKind, IsTerminal, Write},
    path::{Path, PathBuf},
};

use formats::{Format, WriteError};
use tempfile::Builder;

use crate::{failure::Failure, input::plain};

/// Where a result goes.
#[derive(Debug)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

impl Destination {
    /// `None`, `-` and `/dev/stdout` are standard output.
    pub(crate) fn of(path: Option<&Path>) -> Self {
        match path {
            None => Self::Stdout,
            Some(path) if path == "-" || path == "/dev/stdout" => Self::Stdout,
            Some(path) => Self::File(path.to_owned()),
        }
    }

    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self, Self::Stdout)
    }

    /// The format that the file's ending tells.
    pub(crate) fn format(&self) -> Result<Format, Failure> {
        match self {
            Self::Stdout => Err(self.failure("needs a format; name it with --format")),
            Self::File(path) => Format::of_path(path).ok_or_else(|| {
                self.failure("its ending does not tell the format; name it with --format")
            }),
        }
    }

    /// Refuses what this program cannot write, and to pour bytes onto a terminal.
    pub(crate) fn accepts(&self, format: Format) -> Result<(), Failure> {
        if !format.is_built() {
            return Err(self.failure(WriteError::NotBuilt(format)));
        }
        if self.is_stdout() && format.is_binary() && io::stdout().is_terminal() {
            let reason = format!("a terminal cannot show {format}; give a file with -o");
            return Err(self.failure(reason));
        }
        Ok(())
    }

    /// Refuses to write over what is read.
    pub(crate) fn spares(&self, sources: &[&Path]) -> Result<(), Failure> {
        let Self::File(path) = self else {
            return Ok(());
        };
        let Ok(target) = fs::canonicalize(path) else {
            return Ok(());
        };
        let is_target =
            |source: &&Path| fs::canonicalize(source).is_ok_and(|source| source == target);
        if target.is_file() && sources.iter().any(is_target) {
            return Err(self.failure("this is what is read; name another file to write"));
        }
        Ok(())
    }

    /// Writes all of it or, into a file, nothing.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Failure> {
        match self {
            Self::Stdout => say(bytes),
            Self::File(path) => write_file(path, bytes),
        }
        .map_err(|error| self.failure(plain(&error)))
    }

    /// A failure that names this destination.
    pub(crate) fn failure(&self, reason: impl fmt::Display) -> Failure {
        match self {
            Self::Stdout => Failure::of_file(Path::new("standard output"), reason),
            Self::File(path) => Failure::of_file(path, reason),
        }
    }
}

/// Writes to standard output. A reader that has seen enough (`| head`) is no error.
pub(crate) fn say(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}

/// One line on standard error; nothing is left to tell when that fails too.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "understory: {line}");
}

/// Whether standard output is a terminal whose user has not asked for no colour (no-color.org).
pub(crate) fn wants_colour() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && io::stdout().is_terminal()
}

/// Writes beside the file and renames, so that a failure leaves what was there before.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let existing = fs::metadata(path).ok();
    if existing.as_ref().is_some_and(|found| !found.is_file()) {
        return File::options().write(true).open(path)?.write_all(bytes);
    }
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut file = new_file_permissions(&mut Builder::new()).tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// What a plain new file would have, instead of a temporary file's privacy.
#[cfg(unix)]
fn new_file_permissions<'a, 'b, 'c>(builder: &'a mut Builder<'b, 'c>) -> &'a mut Builder<'b, 'c> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_file_permissions<'a, 'b, 'c>(builder: &'a mut Builder<'b, 'c>) -> &'a mut Builder<'b, 'c> {
    builder
}
