//! Fonts: one Latin family that is always there, and those of this machine.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, Weak},
};

use fontdb::{Database, Source};
use typst::{
    foundations::Bytes,
    text::{Font, FontBook, FontInfo},
    utils::LazyHash,
};

use super::{
    sheet::{Faces, Family},
    words::primary,
};

/// Libertinus Serif and DejaVu Sans Mono; see data/fonts/README.md.
const OURS: [&[u8]; 6] = [
    include_bytes!("../../data/fonts/LibertinusSerif-Regular.otf"),
    include_bytes!("../../data/fonts/LibertinusSerif-Italic.otf"),
    include_bytes!("../../data/fonts/LibertinusSerif-Bold.otf"),
    include_bytes!("../../data/fonts/LibertinusSerif-BoldItalic.otf"),
    include_bytes!("../../data/fonts/DejaVuSansMono.ttf"),
    include_bytes!("../../data/fonts/DejaVuSansMono-Bold.ttf"),
];

const LATIN: &str = "Libertinus Serif";
const CODE: &str = "DejaVu Sans Mono";

/// Families with East Asian letters, those for reading first; `{}` is the country's form.
const SERIF: [&str; 9] = [
    "Noto Serif CJK {}",
    "Source Han Serif {}",
    "Noto Serif {}",
    "Songti SC",
    "STSong",
    "SimSun",
    "FandolSong",
    "AR PL UMing CN",
    "cwTeX Q Ming",
];
const SANS: [&str; 9] = [
    "Noto Sans CJK {}",
    "Source Han Sans {}",
    "Noto Sans {}",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
];

/// All fonts that may be used, known by their names and letters and read when needed.
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    files: Vec<File>,
}

enum File {
    Ours(&'static [u8]),
    Found(PathBuf, u32),
}

impl Fonts {
    /// The fonts of this machine and of these folders. Looked up once, since that takes a while.
    pub(super) fn in_folders(folders: &[PathBuf]) -> Arc<Self> {
        static KNOWN: Mutex<Option<HashMap<Vec<PathBuf>, Arc<Fonts>>>> = Mutex::new(None);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get_or_insert_default();
        let fonts = known.entry(folders.to_vec());
        fonts
            .or_insert_with(|| Arc::new(Self::search(folders)))
            .clone()
    }

    /// Only the family that is always there.
    pub(super) fn ours() -> Self {
        let faces = OURS.iter().map(|data| (FontInfo::new(data, 0), data));
        let (infos, files) = faces
            .filter_map(|(info, data)| Some((info?, File::Ours(data))))
            .unzip::<_, _, Vec<_>, Vec<_>>();
        Self {
            book: LazyHash::new(FontBook::from_infos(infos)),
            files,
        }
    }

    fn search(folders: &[PathBuf]) -> Self {
        let mut database = Database::new();
        for folder in folders {
            database.load_fonts_dir(folder);
        }
        database.load_system_fonts();
        let mut fonts = Self::ours();
        let mut book = (*fonts.book).clone();
        for (path, index, info) in faces(&database) {
            book.push(info);
            fonts.files.push(File::Found(path, index));
        }
        fonts.book = LazyHash::new(book);
        fonts
    }

    /// Reads a font.
    pub(super) fn read(&self, index: usize) -> Option<Font> {
        match self.files.get(index)? {
            File::Ours(data) => Font::new(Bytes::new(*data), 0),
            File::Found(path, index) => Font::new(Bytes::new(Shared(shared(path)?)), *index),
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.files.len()
    }

    /// Whether any font has this letter.
    pub(super) fn have(&self, letter: char) -> bool {
        let infos = (0..self.files.len()).filter_map(|index| self.book.info(index));
        let mut infos = infos.filter(|info| !info.is_last_resort());
        infos.any(|info| info.coverage.contains(u32::from(letter)))
    }

    /// The families for a text in this language.
    pub(super) fn faces(&self, language: &str) -> Faces {
        let form = form(language);
        let (serif, sans) = (self.present(&SERIF, form), self.present(&SANS, form));
        let (text, title) = ([&serif[..], &sans].concat(), [&sans[..], &serif].concat());
        let latin = match primary(language).as_str() {
            "zh" | "ja" | "ko" => Family::LatinInCjk {
                name: LATIN.to_owned(),
                covers: "latin-in-cjk",
            },
            _ => Family::All(LATIN.to_owned()),
        };
        let with =
            |latin: &Family, others: &[Family]| [std::slice::from_ref(latin), others].concat();
        let code = Family::All(CODE.to_owned());
        Faces {
            text: with(&latin, &text),
            title: with(&latin, &title),
            stress: with(&latin, &title),
            code: with(&code, &title),
        }
    }

    fn present(&self, names: &[&str], form: &str) -> Vec<Family> {
        let names = names.iter().map(|name| name.replace("{}", form));
        let here = names.filter(|name| self.book.contains_family(&name.to_lowercase()));
        here.map(Family::All).collect()
    }
}

/// The bytes of a font file, which several fonts may be in.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The bytes of a font file, read once for all who use it at the same time. The fonts of all East
/// Asian countries come in one file of 20 MB and more; in memory it is only while somebody prints.
fn shared(path: &Path) -> Option<Arc<Vec<u8>>> {
    static IN_USE: Mutex<Option<HashMap<PathBuf, Weak<Vec<u8>>>>> = Mutex::new(None);
    let mut in_use = IN_USE.lock().unwrap_or_else(PoisonError::into_inner);
    let in_use = in_use.get_or_insert_default();
    if let Some(bytes) = in_use.get(path).and_then(Weak::upgrade) {
        return Some(bytes);
    }
    let bytes = Arc::new(fs::read(path).ok()?);
    in_use.insert(path.to_owned(), Arc::downgrade(&bytes));
    Some(bytes)
}

/// Which form of the letters a language takes, as families name it.
fn form(language: &str) -> &'static str {
    let tag = language.to_ascii_lowercase();
    let has = |part: &str| tag.split(['-', '_']).any(|it| it == part);
    match primary(&tag).as_str() {
        "ja" => "JP",
        "ko" => "KR",
        _ if has("hk") || has("mo") => "HK",
        _ if has("tw") || has("hant") => "TC",
        _ => "SC",
    }
}

/// What was found, in an order that does not depend on the folder's.
fn faces(database: &Database) -> Vec<(PathBuf, u32, FontInfo)> {
    let mut found: Vec<(PathBuf, u32, FontInfo)> = database
        .faces()
        .filter_map(|face| {
            let path = path(&face.source)?.to_owned();
            let info = database.with_face_data(face.id, FontInfo::new)??;
            Some((path, face.index, info))
        })
        .collect();
    found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    found
}

fn path(source: &Source) -> Option<&Path> {
    match source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path),
        Source::Binary(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_family_that_is_always_there_is_there() {
        let ours = Fonts::ours();
        assert_eq!(ours.count(), OURS.len());
        assert!(ours.book.contains_family(&LATIN.to_lowercase()));
        assert!(ours.book.contains_family(&CODE.to_lowercase()));
        for letter in "ãçéőßαж—“”→←¶".chars() {
            assert!(ours.have(letter), "{letter}");
        }
        assert!(!ours.have('尾'));
    }

    #[test]
    fn a_file_is_in_memory_once_and_only_while_it_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("some.ttc");
        fs::write(&path, b"first").unwrap();
        let (one, other) = (shared(&path).unwrap(), shared(&path).unwrap());
        assert!(Arc::ptr_eq(&one, &other));
        drop((one, other));
        fs::write(&path, b"second").unwrap();
        assert_eq!(**shared(&path).unwrap(), *b"second");
        assert!(shared(&folder.path().join("none.ttc")).is_none());
    }

    #[test]
    fn letters_take_the_form_of_their_country() {
        assert_eq!(form("zh"), "SC");
        assert_eq!(form("zh-Hant-TW"), "TC");
        assert_eq!(form("zh-HK"), "HK");
        assert_eq!(form("ja"), "JP");
        assert_eq!(form("en"), "SC");
    }
}
