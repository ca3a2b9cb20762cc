//! Checks the words of the program and writes them as Rust; see `src/locale/compile.rs`.

#[path = "src/locale/compile.rs"]
mod compile;

use compile::Source;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/locale/compile.rs");
    println!("cargo:rerun-if-changed=data/locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let ja = folder(&root, "data/locales/ja")?;
    let en = folder(&root, "data/locales/en")?;
    let rust = compile::compile(&ja, &en).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("data/locales:\n{}\n", lines.join("\n"))
    });
    let rust = match rust {
        Ok(rust) => rust,
        Err(faults) => {
            eprintln!("{faults}");
            std::process::exit(1);
        }
    };
    fs::write(out.join("messages.rs"), rust)?;
    let mut files = String::new();
    for (name, sources) in [("JA", &ja), ("EN", &en)] {
        writeln!(files, "/// Every file of this language, embedded.")?;
        writeln!(files, "pub(super) const {name}: &[&str] = &[")?;
        for source in sources {
            let path = root.join(&source.path);
            writeln!(files, "    include_str!({:?}),", path.display().to_string())?;
        }
        writeln!(files, "];")?;
    }
    fs::write(out.join("locale_files.rs"), files)?;
    Ok(())
}

/// Every `*.ftl` of a folder, by name, so that the result does not depend on the file system.
fn folder(root: &Path, path: &str) -> Result<Vec<Source>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join(path))? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        if file.ends_with(".ftl") {
            let path = format!("{path}/{file}");
            let text = fs::read_to_string(root.join(&path))?;
            found.push(Source { path, text });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
