//! Whether a folder lies on a network.

use std::io;
use std::path::Path;

/// What a folder lies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSystem {
    /// A disk of this machine, or nothing that is known to be a network.
    Local,
    /// A network: locks and flushes there do not keep what they promise.
    Network {
        /// As the operating system names it: `nfs`, `cifs`, `fuse.sshfs`, …
        kind: String,
    },
}

/// Tells local from network folders; tests put their own in its place.
pub trait Probe {
    /// Looks at an existing folder.
    ///
    /// # Errors
    /// Where the operating system cannot say.
    fn file_system(&self, dir: &Path) -> io::Result<FileSystem>;
}

/// Asks the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemProbe;

impl Probe for SystemProbe {
    #[cfg(target_os = "linux")]
    fn file_system(&self, dir: &Path) -> io::Result<FileSystem> {
        linux::file_system(dir)
    }

    /// A path that names its server (`\\server\share`) is a network; a drive letter is taken as
    /// local, because nothing in the standard library says where it leads.
    #[cfg(not(target_os = "linux"))]
    fn file_system(&self, dir: &Path) -> io::Result<FileSystem> {
        use std::path::{Component, Prefix};
        let full = dir.canonicalize()?;
        let unc = full.components().any(|part| match part {
            Component::Prefix(prefix) => {
                matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
            }
            _ => false,
        });
        Ok(if unc {
            FileSystem::Network {
                kind: "unc".to_owned(),
            }
        } else {
            FileSystem::Local
        })
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::FileSystem;
    use std::io;
    use std::os::unix::ffi::OsStrExt as _;
    use std::path::{Path, PathBuf};

    /// `f_type` of network file systems, from linux/magic.h and the file systems' own headers.
    const NETWORK: [(u64, &str); 12] = [
        (0x6969, "nfs"),
        (0xFF53_4D42, "cifs"),
        (0xFE53_4D42, "smb2"),
        (0x517B, "smb"),
        (0x0102_1997, "9p"),
        (0x5346_414F, "afs"),
        (0x6B41_4653, "kafs"),
        (0x7375_7245, "coda"),
        (0x564C, "ncp"),
        (0x00C3_6400, "ceph"),
        (0x0BD0_0BD0, "lustre"),
        (0x0116_1970, "gfs2"),
    ];
    const FUSE: u64 = 0x6573_5546;

    /// File systems in user space that lie on a disk of this machine; any other is taken for a
    /// network.
    const LOCAL_FUSE: [&str; 9] = [
        "fuseblk",
        "fuse.ntfs-3g",
        "fuse.lowntfs-3g",
        "fuse.exfat",
        "fuse.exfat-fuse",
        "fuse.ext2",
        "fuse.fuse2fs",
        "fuse.fuse-overlayfs",
        "fuse.bindfs",
    ];

    pub(super) fn file_system(dir: &Path) -> io::Result<FileSystem> {
        let dir = dir.canonicalize()?;
        let stat = rustix::fs::statfs(&dir)?;
        // The type is signed on some machines; only its low 32 bits mean anything.
        #[allow(clippy::cast_sign_loss, clippy::unnecessary_cast)]
        let magic = (stat.f_type as u64) & 0xFFFF_FFFF;
        if let Some((_, kind)) = NETWORK.iter().find(|(of, _)| *of == magic) {
            return Ok(network(kind));
        }
        if magic != FUSE {
            return Ok(FileSystem::Local);
        }
        let mounts = std::fs::read("/proc/self/mountinfo")?;
        let kind = kind_of_mount(&mounts, &dir).unwrap_or_else(|| "fuse".to_owned());
        Ok(if LOCAL_FUSE.contains(&kind.as_str()) {
            FileSystem::Local
        } else {
            network(&kind)
        })
    }

    fn network(kind: &str) -> FileSystem {
        FileSystem::Network {
            kind: kind.to_owned(),
        }
    }

    /// The type of the mount that `dir` lies on: the longest mount point that leads to it, the last
    /// of equal ones (proc_pid_mountinfo(5)).
    pub(super) fn kind_of_mount(mountinfo: &[u8], dir: &Path) -> Option<String> {
        let mut best: Option<(usize, String)> = None;
        for line in mountinfo.split(|byte| *byte == b'\n') {
            let mut fields = line.split(|byte| *byte == b' ');
            let Some(point) = fields.nth(4).map(unescape) else {
                continue;
            };
            let Some(kind) = fields.skip_while(|field| *field != b"-").nth(1) else {
                continue;
            };
            let len = point.as_os_str().len();
            if dir.starts_with(&point) && best.as_ref().is_none_or(|(longest, _)| *longest <= len) {
                best = Some((len, String::from_utf8_lossy(kind).into_owned()));
            }
        }
        best.map(|(_, kind)| kind)
    }

    /// Spaces and the like are written as `\040`.
    fn unescape(field: &[u8]) -> PathBuf {
        let mut out = Vec::with_capacity(field.len());
        let mut rest = field;
        while let Some((first, after)) = rest.split_first() {
            let code = after
                .get(..3)
                .filter(|_| *first == b'\\')
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| u8::from_str_radix(digits, 8).ok());
            match code {
                Some(byte) => {
                    out.push(byte);
                    rest = after.get(3..).unwrap_or_default();
                }
                None => {
                    out.push(*first);
                    rest = after;
                }
            }
        }
        PathBuf::from(std::ffi::OsStr::from_bytes(&out))
    }

    #[cfg(test)]
    mod tests {
        use super::{FileSystem, file_system, kind_of_mount};
        use std::path::Path;

        const MOUNTS: &[u8] = b"22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
            30 22 0:30 / /srv/share\\040one rw,nosuid shared:9 master:2 - fuse.sshfs me@host:/ rw\n\
            31 22 8:17 / /srv rw - fuseblk /dev/sdb1 rw\n";

        #[test]
        fn the_nearest_mount_names_the_kind() {
            let kind = |dir: &str| kind_of_mount(MOUNTS, Path::new(dir));
            assert_eq!(kind("/srv/share one/office").as_deref(), Some("fuse.sshfs"));
            assert_eq!(kind("/srv/office").as_deref(), Some("fuseblk"));
            assert_eq!(kind("/srvice").as_deref(), Some("ext4"));
        }

        #[test]
        fn a_temporary_folder_of_this_machine_is_local() {
            let dir = tempfile::tempdir().unwrap();
            assert_eq!(file_system(dir.path()).unwrap(), FileSystem::Local);
        }
    }
}
