//! From a source to text: gzip, size limits, binary files, encodings.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use crate::error::{Error, Result};

use super::inputs::Source;

/// How much of a source is looked at to tell its format and encoding.
const HEAD: usize = 64 << 10;
/// A gzip file that grows by more than this factor, past [`BOMB_MINIMUM`], holds no text: prose reaches 3 to 10.
const BOMB_RATIO: u64 = 200;
const BOMB_MINIMUM: u64 = 64 << 20;

/// A source that was opened: its first bytes, and a reader over all of them.
pub(super) struct Opened {
    /// The first bytes, at most 64 kB.
    pub(super) head: Vec<u8>,
    /// All bytes, the head included, gzip undone.
    pub(super) reader: Box<dyn BufRead + Send>,
}

/// Opens `source`, undoing gzip by its magic bytes; what is plainly no text is refused.
pub(super) fn open(source: &Source) -> Result<Opened> {
    let raw: Box<dyn Read + Send> = match source {
        Source::Stdin => Box::new(io::stdin()),
        Source::File(path) => Box::new(File::open(path).map_err(Error::io(path, "read"))?),
    };
    let (head, reader) = peek(BufReader::with_capacity(HEAD, raw)).map_err(|e| refused(source, e))?;
    let (head, reader) = if head.starts_with(&[0x1f, 0x8b]) {
        peek(BufReader::with_capacity(HEAD, Gunzip::new(reader))).map_err(|e| refused(source, e))?
    } else {
        (head, reader)
    };
    if let Some(kind) = binary_kind(&head) {
        return Err(Error::input(
            source.to_string(),
            format!("this is {kind}, not text; convert it to text or HTML first"),
        ));
    }
    Ok(Opened { head, reader })
}

/// The error for a read that failed.
pub(super) fn refused(source: &Source, error: io::Error) -> Error {
    match (error.kind(), source) {
        (io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof, _) => {
            Error::input(source.to_string(), format!("damaged or cut short: {error}"))
        }
        (_, Source::File(path)) => Error::io(path, "read")(error),
        (_, Source::Stdin) => Error::input(source.to_string(), format!("cannot read: {error}")),
    }
}

/// Reads a source to its end, at most `limit` bytes.
pub(super) fn read_all(source: &Source, reader: impl Read, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| refused(source, error))?;
    if bytes.len() > limit {
        let message = format!("longer than {} MB, the limit for such a file; split it", limit >> 20);
        return Err(Error::input(source.to_string(), message));
    }
    Ok(bytes)
}

/// Takes the head off a reader and puts it back in front of it.
fn peek(mut reader: impl BufRead + Send + 'static) -> io::Result<(Vec<u8>, Box<dyn BufRead + Send>)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

/// Unpacks gzip and stops at decompression bombs.
struct Gunzip {
    decoder: MultiGzDecoder<BufReader<Counted>>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

struct Counted {
    inner: Box<dyn BufRead + Send>,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Gunzip {
    fn new(inner: Box<dyn BufRead + Send>) -> Self {
        let packed = Arc::new(AtomicU64::new(0));
        let counted = Counted { inner, count: packed.clone() };
        Self { decoder: MultiGzDecoder::new(BufReader::new(counted)), packed, unpacked: 0 }
    }
}

impl Read for Gunzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > BOMB_MINIMUM && self.unpacked / BOMB_RATIO > self.packed.load(Ordering::Relaxed) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "unpacks to more than 200 times its size, which text never does",
            ));
        }
        Ok(read)
    }
}

/// What kind of binary file begins like this, in words; `None` for text.
fn binary_kind(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP, Word or e-book file"),
        (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
        (b"{\\rtf", "an RTF file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ", "an xz file"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(kind);
    }
    if utf16(head).is_some() {
        return None;
    }
    let control = |&byte: &u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f;
    let controls = head.iter().filter(|byte| control(byte)).count();
    (head.contains(&0) || controls * 20 > head.len()).then_some("a binary file")
}

/// The UTF-16 flavour of `bytes`, by its mark or because every other byte of Latin text is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match () {
        () if half >= 4 && odd * 10 > half * 6 && even * 20 < half => Some(UTF_16LE),
        () if half >= 4 && even * 10 > half * 6 && odd * 20 < half => Some(UTF_16BE),
        () => None,
    }
}

/// Decodes text of unknown encoding: byte order mark, UTF-8, UTF-16, the encoding `declared` in the file, else the
/// likeliest one (windows-1252 for Western text). Broken UTF-8 stays UTF-8 with replacement characters.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode_with_bom_removal(bytes).0.into_owned();
    }
    if let Some(encoding) = utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if is_broken_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let encoding = declared.filter(|&encoding| encoding != UTF_8).unwrap_or_else(|| guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Whether text is UTF-8 with a few bytes broken rather than of a one-byte encoding: nearly all of its non-ASCII
/// bytes form valid sequences, which chance does not do.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    valid > 0 && valid >= 2 * broken
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn file(bytes: &[u8]) -> (tempfile::TempDir, Source) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        std::fs::write(&path, bytes).unwrap();
        (dir, Source::File(path))
    }

    #[test]
    fn encodings_come_out_right() {
        let text = "Zoë said the “résumé” of Müller cost 20 € in São Paulo, naïve as it was.";
        let (western, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        assert_eq!(decode(&western, None), text);
        let latin1: Vec<u8> = "Angela Müller visited Córdoba and Besançon in März.".chars().map(|c| c as u8).collect();
        assert_eq!(decode(&latin1, None), "Angela Müller visited Córdoba and Besançon in März.");
        assert_eq!(decode(text.as_bytes(), None), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes(), None), text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None), text);
        assert_eq!(decode(&big, None), text);
        assert_eq!(decode(&[&[0xff, 0xfe], &little[..]].concat(), None), text);
        let (russian, _, _) = encoding_rs::KOI8_R.encode("Президент посетил Москву");
        assert_eq!(decode(&russian, Some(encoding_rs::KOI8_R)), "Президент посетил Москву");
    }

    #[test]
    fn broken_utf8_stays_utf8() {
        let mut bytes = "“Déjà vu”, he said – café".as_bytes().to_vec();
        bytes.extend([0xe2, 0x80]);
        assert!(decode(&bytes, None).starts_with("“Déjà vu”, he said – café"));
    }

    #[test]
    fn binary_files_are_refused_by_kind() {
        let refusal = |bytes: &[u8]| {
            let (_dir, source) = file(bytes);
            open(&source).map(|_| ()).unwrap_err().to_string()
        };
        assert!(refusal(b"%PDF-1.7 ...").contains("a PDF file"));
        assert!(refusal(b"\x00\x01\x02\x03 abc \x00\x00").contains("a binary file"));
        assert!(refusal(&gzip(b"\x7fELF\x00\x00")).contains("a program"));
    }

    #[test]
    fn gzip_is_undone_and_damage_is_told() {
        let packed = gzip("Plain text. ".repeat(500).as_bytes());
        let (_dir, source) = file(&packed);
        let opened = open(&source).unwrap();
        assert_eq!(read_all(&source, opened.reader, 1 << 20).unwrap().len(), 6000);
        let (_dir, source) = file(&packed[..packed.len() / 2]);
        let error = open(&source).and_then(|opened| read_all(&source, opened.reader, 1 << 20)).unwrap_err();
        assert!(error.to_string().contains("damaged or cut short"), "{error}");
    }

    #[test]
    fn decompression_bombs_are_stopped() {
        let (_dir, source) = file(&gzip(&vec![b'\n'; 80 << 20]));
        let error = open(&source).and_then(|opened| read_all(&source, opened.reader, 1 << 30)).unwrap_err();
        assert!(error.to_string().contains("200 times"), "{error}");
    }

    #[test]
    fn limits_hold() {
        let (_dir, source) = file(b"0123456789");
        assert!(read_all(&source, open(&source).unwrap().reader, 10).is_ok());
        assert!(read_all(&source, open(&source).unwrap().reader, 9).is_err());
    }
}
