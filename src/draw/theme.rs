//! Colours: those of Okabe and Ito (2008) and Tol (2021), which colour-blind readers can tell apart.

/// Red, green, blue.
pub(super) type Color = [u8; 3];

/// Colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    const fn pick(self, light: Color, dark: Color) -> Color {
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }

    pub(super) const fn background(self) -> Color {
        self.pick([255, 255, 255], [24, 27, 32])
    }

    pub(super) const fn text(self) -> Color {
        self.pick([28, 30, 34], [236, 238, 241])
    }

    pub(super) const fn muted(self) -> Color {
        self.pick([104, 110, 120], [150, 157, 168])
    }

    pub(super) const fn neutral(self) -> Color {
        self.pick([176, 182, 190], [84, 91, 102])
    }

    pub(super) const fn cooperation(self) -> Color {
        self.pick([0, 150, 110], [36, 190, 145])
    }

    pub(super) const fn conflict(self) -> Color {
        self.pick([205, 62, 32], [240, 104, 72])
    }

    /// The colour of the edge between a node and what lies behind it.
    pub(super) const fn rim(self) -> Color {
        self.background()
    }

    /// The colour of a community; the smaller ones share a grey.
    pub(super) fn community(self, number: usize) -> Color {
        let light = [
            [0, 114, 178],
            [230, 159, 0],
            [204, 121, 167],
            [86, 180, 233],
            [136, 86, 167],
            [187, 172, 26],
            [146, 100, 66],
            [110, 140, 60],
            [52, 72, 130],
            [220, 130, 110],
        ];
        let dark = [
            [66, 153, 214],
            [240, 180, 50],
            [222, 150, 190],
            [130, 205, 245],
            [170, 130, 205],
            [222, 212, 80],
            [185, 140, 104],
            [150, 185, 95],
            [112, 132, 200],
            [236, 160, 142],
        ];
        let colors = match self {
            Self::Light => light,
            Self::Dark => dark,
        };
        colors.get(number).copied().unwrap_or(self.pick([150, 155, 162], [120, 126, 136]))
    }

    /// How many communities have a colour of their own.
    pub(super) const COLORS: usize = 10;
}
