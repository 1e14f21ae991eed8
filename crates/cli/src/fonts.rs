use std::path::PathBuf;

use clap::Args;

/// Where fonts for PDF are.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FontArgs {
    /// A folder with fonts for PDF, beside those of the system; may be given again
    #[arg(
        long = "font-dir",
        value_name = "DIR",
        env = "UNDERSTORY_FONT_DIR",
        value_delimiter = if cfg!(windows) { ';' } else { ':' }
    )]
    pub(crate) folders: Vec<PathBuf>,
}
