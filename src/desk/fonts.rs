//! The Japanese fonts of this host, for paper. None comes with the program: a locked-down terminal
//! has its own, and where it has none the clerk is told which package brings one.

use crate::form::{FontError, FontFile, Fonts};
use skrifa::raw::tables::name::Name;
use skrifa::raw::types::NameId;
use skrifa::raw::{FontData, FontRead as _};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Families in the order of preference: of one width, made for forms, with many characters.
const FAMILIES: &str = include_str!("../../data/forms/fonts.txt");

fn families() -> impl Iterator<Item = &'static str> {
    FAMILIES.lines().filter(|line| !line.starts_with('#'))
}

/// Folders in folders, and files, that are looked at most.
const DEPTH: usize = 6;
const FILES: usize = 5000;

/// A font of the host that has not been read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFont {
    /// Its family.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// Which font of it.
    pub index: u32,
}

impl HostFont {
    /// Reads it.
    ///
    /// # Errors
    /// The operating system.
    pub fn read(&self) -> io::Result<FontFile> {
        Ok(FontFile {
            name: self.name.clone(),
            data: Arc::new(fs::read(&self.file)?),
            index: self.index,
        })
    }
}

/// The Japanese fonts of the host, the preferred one first, each family once.
#[must_use]
pub fn japanese() -> Vec<HostFont> {
    japanese_in(&folders())
}

/// The same, of these folders.
#[must_use]
pub fn japanese_in(folders: &[PathBuf]) -> Vec<HostFont> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, DEPTH, &mut files);
    }
    files.sort();
    files.dedup();
    let mut found: Vec<(usize, HostFont)> = Vec::new();
    for file in files {
        for (index, names) in names(&file).unwrap_or_default() {
            let rank = families().position(|f| names.families.iter().any(|n| n == f));
            if let (Some(rank), true) = (rank, names.regular)
                && !found.iter().any(|(known, _)| *known == rank)
            {
                let name = families().nth(rank).unwrap_or_default().to_owned();
                let file = file.clone();
                found.push((rank, HostFont { name, file, index }));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    // The Japanese and the English name of a family are one font.
    let mut once: Vec<HostFont> = Vec::new();
    for (_, font) in found {
        if !once
            .iter()
            .any(|f| f.file == font.file && f.index == font.index)
        {
            once.push(font);
        }
    }
    once
}

/// The font that somebody named.
///
/// # Errors
/// The operating system.
pub fn named(file: &Path) -> io::Result<FontFile> {
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(FontFile {
        name,
        data: Arc::new(fs::read(file)?),
        index: 0,
    })
}

/// The first of these fonts that can be used; the others are read only where it lacks a character.
///
/// # Errors
/// Where none of them can be read: what the operating system said of the last.
pub fn open(known: &[HostFont]) -> io::Result<Fonts> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for (nth, font) in known.iter().enumerate() {
        let fonts = match font.read() {
            Ok(first) => Fonts::new(vec![first]),
            Err(error) => {
                last = error;
                continue;
            }
        };
        match fonts {
            Ok(fonts) => {
                let others: Vec<HostFont> = known.iter().skip(nth + 1).cloned().collect();
                return Ok(fonts.or(move || others.iter().filter_map(|f| f.read().ok()).collect()));
            }
            Err(FontError::NotAFont(_) | FontError::NotJapanese(_) | FontError::None) => {
                last = io::Error::from(io::ErrorKind::InvalidData);
            }
        }
    }
    Err(last)
}

/// Draws with the fonts of [`open`].
///
/// # Errors
/// As [`open`].
pub fn draw<T>(known: &[HostFont], draw: impl FnOnce(&Fonts) -> T) -> io::Result<T> {
    Ok(draw(&open(known)?))
}

fn folders() -> Vec<PathBuf> {
    let var = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let mut folders = Vec::new();
    if cfg!(windows) {
        folders.extend(var("WINDIR").map(|dir| dir.join("Fonts")));
        let local = var("LOCALAPPDATA");
        folders.extend(local.map(|dir| dir.join("Microsoft").join("Windows").join("Fonts")));
        return folders;
    }
    folders.extend(var("XDG_DATA_HOME").map(|dir| dir.join("fonts")));
    if let Some(home) = var("HOME") {
        folders.push(home.join(".local/share/fonts"));
        folders.push(home.join(".fonts"));
        folders.push(home.join("Library/Fonts"));
    }
    let shared = match std::env::var("XDG_DATA_DIRS") {
        Ok(dirs) if !dirs.is_empty() => dirs,
        _ => "/usr/local/share:/usr/share".to_owned(),
    };
    folders.extend(shared.split(':').map(|dir| Path::new(dir).join("fonts")));
    folders.extend(["/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from));
    folders
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if files.len() >= FILES {
            return;
        }
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
            continue;
        }
        let ending = path
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase());
        if matches!(ending.as_deref(), Some("ttf" | "otf" | "ttc" | "otc")) {
            files.push(path);
        }
    }
}

#[derive(Default)]
struct Names {
    families: Vec<String>,
    regular: bool,
}

/// The names of the fonts in a file, read without reading the file.
fn names(file: &Path) -> io::Result<Vec<(u32, Names)>> {
    let mut file = File::open(file)?;
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    let mut offsets = vec![0];
    if head.starts_with(b"ttcf") {
        let fonts = be(&head, 8).min(64);
        let mut table = vec![0; fonts * 4];
        file.read_exact(&mut table)?;
        offsets = (0..fonts).map(|nth| be(&table, nth * 4)).collect();
    }
    let mut found = Vec::new();
    for (nth, offset) in offsets.into_iter().enumerate() {
        if let (Ok(names), Ok(index)) = (name_table(&mut file, offset), u32::try_from(nth)) {
            found.push((index, names));
        }
    }
    Ok(found)
}

fn name_table(file: &mut File, offset: usize) -> io::Result<Names> {
    let at = |n: usize| u64::try_from(n).map_or(SeekFrom::End(0), SeekFrom::Start);
    file.seek(at(offset))?;
    let mut head = [0; 12];
    file.read_exact(&mut head)?;
    let tables = be(&head, 4) >> 16;
    let mut directory = vec![0; tables.min(200) * 16];
    file.read_exact(&mut directory)?;
    let record = directory
        .chunks_exact(16)
        .find(|record| record.starts_with(b"name"))
        .ok_or(io::ErrorKind::InvalidData)?;
    let mut table = vec![0; be(record, 12).min(1 << 20)];
    file.seek(at(be(record, 8)))?;
    file.read_exact(&mut table)?;
    let data = FontData::new(&table);
    let read = Name::read(data).map_err(|_| io::ErrorKind::InvalidData)?;
    let mut names = Names::default();
    let mut styles = Vec::new();
    for record in read.name_record() {
        let Ok(text) = record.string(read.string_data()) else {
            continue;
        };
        let text = text.to_string();
        match record.name_id() {
            NameId::FAMILY_NAME | NameId::TYPOGRAPHIC_FAMILY_NAME => names.families.push(text),
            NameId::SUBFAMILY_NAME | NameId::TYPOGRAPHIC_SUBFAMILY_NAME => styles.push(text),
            _ => {}
        }
    }
    names.regular = styles
        .iter()
        .any(|style| matches!(style.as_str(), "Regular" | "R" | "W3"));
    Ok(names)
}

/// Four bytes of a font as a number; 0 where there are none.
fn be(bytes: &[u8], at: usize) -> usize {
    let four = bytes
        .get(at..at + 4)
        .and_then(|b| <[u8; 4]>::try_from(b).ok());
    four.and_then(|b| usize::try_from(u32::from_be_bytes(b)).ok())
        .unwrap_or(0)
}
