//! A timeline: an axis that runs down the page, and beside it one line for each event, so that labels never cover each
//! other, however thick events come.

use super::font;
use super::scene::{Anchor, Scene, Shape, Text};
use super::theme::{Color, Theme};

/// An event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mark {
    /// First day, ISO 8601.
    pub from: String,
    /// Last day, or empty.
    pub to: String,
    /// Whether the day is that of the article, as none is told.
    pub published: bool,
    /// What happened.
    pub text: String,
    /// How it is told, where it is not plainly asserted, and by how many articles.
    pub note: String,
    /// 1 cooperation, -1 conflict, 0 neither.
    pub sign: i64,
    /// How many articles report it.
    pub articles: usize,
}

/// What a timeline shows.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelinePicture {
    /// Heading.
    pub title: String,
    /// A line below it.
    pub subtitle: String,
    /// Colours.
    pub theme: Theme,
    /// Events with a day, in order.
    pub marks: Vec<Mark>,
}

const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 28.0;
const HEAD: f64 = 84.0;
const ROW: f64 = 24.0;
/// Where the axis stands, and where lines of text begin.
const AXIS: f64 = 96.0;
const TEXT: f64 = 190.0;
const FOOT: f64 = 56.0;

/// Draws a timeline.
pub fn timeline(picture: &TimelinePicture) -> Scene {
    let theme = picture.theme;
    let marks: Vec<(&Mark, i64)> =
        picture.marks.iter().filter_map(|mark| day_number(&mark.from).map(|day| (mark, day))).collect();
    let rows = marks.len() as f64;
    let length = (rows * ROW).max(160.0);
    let mut scene = Scene {
        width: WIDTH,
        height: HEAD + length + FOOT,
        background: theme.background(),
        title: picture.title.clone(),
        shapes: Vec::new(),
    };
    scene.heading([MARGIN, 38.0], &font::fit(&picture.title, 22.0, WIDTH - 2.0 * MARGIN), 22.0, theme.text());
    scene.text([MARGIN, 60.0], font::fit(&picture.subtitle, 12.5, WIDTH - 2.0 * MARGIN), 12.5, theme.muted());
    let axis = Axis::new(marks.iter().map(|(_, day)| *day), HEAD + ROW / 2.0, length - ROW);
    let place = |day: i64| axis.place(day);
    scene.line([AXIS, HEAD], [AXIS, HEAD + length], 2.0, theme.neutral());
    for [top, bottom] in axis.cuts() {
        // A gap in the line says that the axis is cut here.
        let middle = (top + bottom) / 2.0;
        scene.line([AXIS, middle - 3.0], [AXIS, middle + 3.0], 6.0, theme.background());
    }
    if let Some((first, last)) = axis.ends() {
        ticks(&mut scene, theme, first, last, &place);
    }
    for (row, (mark, day)) in marks.iter().enumerate() {
        let (y, on_axis) = (HEAD + ROW * (row as f64 + 0.5) * (length / (rows * ROW)), place(*day));
        let color = color(theme, mark.sign);
        scene.line([AXIS, on_axis], [AXIS + 26.0, on_axis], 1.0, color);
        scene.line([AXIS + 26.0, on_axis], [TEXT - 34.0, y], 1.0, color);
        scene.line([TEXT - 34.0, y], [TEXT - 14.0, y], 1.0, color);
        scene.dot([AXIS, on_axis], 4.0, color, theme.rim());
        scene.dot([TEXT - 12.0, y], 3.5 + 1.5 * (mark.articles.max(1) as f64).sqrt(), color, theme.rim());
        let when = font::fit(&days(mark), 12.0, 160.0);
        scene.text([TEXT, y + 4.0], when.clone(), 12.0, theme.muted());
        let start = TEXT + (1.1 * font::width(&when, 12.0)).max(76.0) + 12.0;
        let note = font::fit(&mark.note, 11.5, 220.0);
        // Where the font is not at hand, others are up to a tenth wider.
        let room = WIDTH - MARGIN - start - if note.is_empty() { 0.0 } else { 1.1 * font::width(&note, 11.5) + 12.0 };
        let text = font::fit(&mark.text, 13.0, room / 1.1);
        scene.text([start, y + 4.5], text, 13.0, theme.text());
        scene.shapes.push(Shape::Text(Text {
            at: [WIDTH - MARGIN, y + 4.0],
            text: note,
            size: 11.5,
            color: theme.muted(),
            anchor: Anchor::End,
            strong: false,
            halo: None,
        }));
    }
    let mut x = MARGIN;
    let foot = HEAD + length + 32.0;
    for (text, sign) in [("cooperation", 1), ("conflict", -1), ("neither", 0)] {
        scene.dot([x + 5.0, foot - 4.0], 5.0, color(theme, sign), theme.rim());
        scene.text([x + 16.0, foot], text, 12.0, theme.text());
        x += 16.0 + font::width(text, 12.0) + 22.0;
    }
    scene.text(
        [x, foot],
        "size of the dot: articles that report it · (day): no day is told, the article is of that day",
        12.0,
        theme.muted(),
    );
    scene
}

const fn color(theme: Theme, sign: i64) -> Color {
    match sign {
        1 => theme.cooperation(),
        -1 => theme.conflict(),
        _ => theme.muted(),
    }
}

/// `2020-03-05`, or `2020-03-05 – 09-01`; a whole month or year as such.
fn days(mark: &Mark) -> String {
    let (from, to) = (mark.from.as_str(), mark.to.as_str());
    if mark.published {
        return format!("({from})");
    }
    if to.is_empty() || to == from {
        return from.to_owned();
    }
    if from.get(..4) == to.get(..4) && from.ends_with("-01-01") && to.ends_with("-12-31") {
        return from.get(..4).unwrap_or(from).to_owned();
    }
    let month_end = |day: &str| matches!(day, "28" | "29" | "30" | "31");
    if from.get(..7) == to.get(..7) && from.ends_with("-01") && to.get(8..).is_some_and(month_end) {
        return from.get(..7).unwrap_or(from).to_owned();
    }
    match (from.get(..4) == to.get(..4), to.get(5..)) {
        (true, Some(rest)) => format!("{from} – {rest}"),
        _ => format!("{from} – {to}"),
    }
}

/// Where days lie. Long times without events are cut short, or one event of long ago would leave the others no room.
struct Axis {
    /// Day, place, and whether the way to the next is cut short.
    stops: Vec<(i64, f64, bool)>,
}

impl Axis {
    fn new(days: impl Iterator<Item = i64>, top: f64, length: f64) -> Self {
        let mut days: Vec<i64> = days.collect();
        days.sort_unstable();
        days.dedup();
        let mut gaps: Vec<i64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let own = gaps.clone();
        gaps.sort_unstable();
        // Gaps many times as long as nearly all others are cut.
        let usual = gaps.get(gaps.len().saturating_sub(1) * 3 / 4).copied().unwrap_or(1);
        let most = (6 * usual).max(14);
        let span = own.iter().map(|gap| *gap.min(&most)).sum::<i64>().max(1) as f64;
        let mut stops = Vec::with_capacity(days.len());
        let mut at = 0;
        for (place, day) in days.into_iter().enumerate() {
            let gap = own.get(place).copied().unwrap_or(0);
            stops.push((day, top + at as f64 / span * length, gap > most));
            at += gap.min(most);
        }
        Self { stops }
    }

    fn ends(&self) -> Option<(i64, i64)> {
        Some((self.stops.first()?.0, self.stops.last()?.0))
    }

    fn place(&self, day: i64) -> f64 {
        let next = self.stops.partition_point(|stop| stop.0 <= day);
        let Some(before) = next.checked_sub(1).and_then(|at| self.stops.get(at)) else {
            return self.stops.first().map_or(0.0, |stop| stop.1);
        };
        match self.stops.get(next) {
            Some(after) => before.1 + (day - before.0) as f64 / (after.0 - before.0) as f64 * (after.1 - before.1),
            None => before.1,
        }
    }

    /// Top and bottom of what is cut short.
    fn cuts(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.stops.windows(2).filter(|pair| pair[0].2).map(|pair| [pair[0].1, pair[1].1])
    }
}

/// Days since 1970.
fn day_number(text: &str) -> Option<i64> {
    let date: jiff::civil::Date = text.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    date.since(epoch).ok().map(|span| i64::from(span.get_days()))
}

/// Marks on the axis: years, months or days, as many as there is room for.
fn ticks(scene: &mut Scene, theme: Theme, first: i64, last: i64, place: &dyn Fn(i64) -> f64) {
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = |day: i64| epoch.checked_add(jiff::Span::new().days(day)).ok();
    let mut before = f64::NEG_INFINITY;
    let mut shown: Vec<(f64, String)> = Vec::new();
    let months = (last - first) > 60;
    let years = (last - first) > 3 * 366;
    for day in first..=last {
        let Some(date) = date(day) else { continue };
        let fits = if years { date.day_of_year() == 1 } else { !months || date.day() == 1 };
        if !fits || place(day) - before < 22.0 {
            continue;
        }
        before = place(day);
        let text = if years {
            format!("{}", date.year())
        } else {
            date.strftime(if months { "%b %Y" } else { "%e %b" }).to_string()
        };
        shown.push((before, text.trim().to_owned()));
    }
    for (y, text) in shown {
        scene.line([AXIS - 6.0, y], [AXIS, y], 1.5, theme.neutral());
        let width = font::width(&text, 11.0);
        scene.text([AXIS - 12.0 - width, y + 4.0], text, 11.0, theme.muted());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_well() {
        let of = |from: &str, to: &str| days(&Mark { from: from.into(), to: to.into(), ..Mark::default() });
        assert_eq!(of("2020-03-05", ""), "2020-03-05");
        assert_eq!(of("2020-03-01", "2020-03-31"), "2020-03");
        assert_eq!(of("2020-01-01", "2020-12-31"), "2020");
        assert_eq!(of("2020-03-05", "2020-04-01"), "2020-03-05 – 04-01");
        assert_eq!(days(&Mark { from: "2020-03-05".into(), published: true, ..Mark::default() }), "(2020-03-05)");
    }

    #[test]
    fn long_gaps_are_cut_short() {
        let axis = Axis::new([0, 30_000, 30_010, 30_020, 30_030].into_iter(), 0.0, 100.0);
        assert_eq!((axis.place(0), axis.place(30_030)), (0.0, 100.0));
        assert!(axis.place(30_000) < 70.0 && axis.place(30_010) < axis.place(30_020));
        assert_eq!(axis.cuts().count(), 1);
        assert_eq!(Axis::new([0, 10, 20, 30].into_iter(), 0.0, 90.0).place(15), 45.0);
        assert_eq!(Axis::new(std::iter::empty(), 0.0, 90.0).ends(), None);
    }

    #[test]
    fn every_dated_event_has_a_line() {
        let marks = ["2020-01-02", "2020-03-04", "undated"].map(|from| Mark {
            from: from.into(),
            text: format!("what <happened> on {from}"),
            ..Mark::default()
        });
        let picture = TimelinePicture {
            title: "A & B".into(),
            subtitle: String::new(),
            theme: Theme::Dark,
            marks: marks.to_vec(),
        };
        let svg = timeline(&picture).to_svg();
        assert!(svg.contains("what &lt;happened&gt; on 2020-03-04") && !svg.contains("undated"));
        assert_eq!(svg, timeline(&picture).to_svg());
        let png = timeline(&picture).to_png().unwrap();
        assert!(png.starts_with(b"\x89PNG"));
        let empty = TimelinePicture { marks: Vec::new(), ..picture };
        assert!(timeline(&empty).to_svg().contains("A &amp; B"));
    }
}
