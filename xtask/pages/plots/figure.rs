//! One figure a series: a panel for each arm, all on one scale, with ordinary law in grey behind.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::lines::Line;

const COLUMNS: usize = 4;
/// Points are whole pixels to the library that draws, so everything is drawn so many times too large.
const FINE: u32 = 3;
const PANEL: (u32, u32) = (240 * FINE, 160 * FINE);
const HEAD: u32 = 44 * FINE;
const FONT: &str = "sans-serif";
const INK: RGBColor = RGBColor(34, 34, 34);
const FAINT: RGBColor = RGBColor(221, 221, 221);
const NONE: RGBColor = RGBColor(140, 140, 140);
const ARM: RGBColor = RGBColor(20, 90, 160);

/// The name of ordinary law, which every panel shows.
pub const ORDINARY: &str = "none";

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// The figure of one series, as SVG; `none` is the line under ordinary law, if there is one. A score has a scale of
/// its own in each regime, and so in each panel.
pub fn figure(title: &str, unit: &str, none: Option<&Line>, lines: &[&Line]) -> Result<String, String> {
    let rows = lines.len().div_ceil(COLUMNS).max(1) as u32;
    let size = (PANEL.0 * COLUMNS as u32, HEAD + PANEL.1 * rows);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&root, title, unit, none, lines).map_err(|error| format!("{title}: {error}"))?;
        root.present().map_err(|error| format!("{title}: {error}"))?;
    }
    let shown = |(width, height): (u32, u32)| format!("width=\"{width}\" height=\"{height}\"");
    Ok(svg.replacen(&shown(size), &shown((size.0 / FINE, size.1 / FINE)), 1))
}

/// A size in the pixels of the page.
fn px(size: u32) -> u32 {
    size * FINE
}

fn font(size: u32) -> FontDesc<'static> {
    (FONT, px(size)).into_font()
}

type Drawn = Result<(), Box<dyn std::error::Error>>;

fn draw(root: &Area, title: &str, unit: &str, none: Option<&Line>, lines: &[&Line]) -> Drawn {
    root.fill(&WHITE)?;
    let (head, body) = root.split_vertically(HEAD);
    head.draw(&Text::new(
        title.to_owned(),
        (px(10) as i32, px(6) as i32),
        font(16).style(FontStyle::Bold).color(&INK),
    ))?;
    let grey = if none.is_some() { "; grey: ordinary law alone" } else { "" };
    let under = format!("{unit}; years since the regime began{grey}");
    head.draw(&Text::new(under, (px(10) as i32, px(27) as i32), font(12).color(&INK)))?;
    let shared = unit != "points";
    let all: Vec<&Line> = none.into_iter().chain(lines.iter().copied()).collect();
    let rows = lines.len().div_ceil(COLUMNS).max(1);
    for (panel, line) in body.split_evenly((rows, COLUMNS)).iter().zip(lines) {
        let scale = if shared { extent(&all) } else { extent(&[line]) };
        draw_panel(panel, none.filter(|_| shared), line, scale)?;
    }
    Ok(())
}

fn draw_panel(panel: &Area, none: Option<&Line>, line: &Line, scale: Extent) -> Drawn {
    let mut chart = ChartBuilder::on(panel)
        .margin(px(6))
        .margin_right(px(14))
        .caption(&line.arm, font(13).color(&INK))
        .x_label_area_size(px(20))
        .y_label_area_size(px(42))
        .build_cartesian_2d(0.0..scale.years, scale.low..scale.high)?;
    let digits = digits((scale.high - scale.low) / 4.0);
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .set_all_tick_mark_size(px(3))
        .bold_line_style(FAINT.stroke_width(px(1)))
        .axis_style(NONE.stroke_width(px(1)))
        .label_style(font(11).color(&INK))
        .x_labels(6)
        .y_labels(4)
        .x_label_formatter(&|years| format!("{years:.0}"))
        .y_label_formatter(&|value| format!("{value:.digits$}"))
        .draw()?;
    if let Some(none) = none {
        chart.draw_series(LineSeries::new(none.plotted(), NONE.stroke_width(px(1))))?;
    }
    chart.draw_series(LineSeries::new(line.plotted(), ARM.stroke_width(px(3) / 2)))?;
    Ok(())
}

/// What the axes of a panel hold.
#[derive(Clone, Copy)]
struct Extent {
    years: f64,
    low: f64,
    high: f64,
}

/// From 0 up where the values are near it, else what the values take up, with some room.
fn extent(lines: &[&Line]) -> Extent {
    let points: Vec<(f64, f64)> = lines.iter().flat_map(|line| line.plotted()).collect();
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let values = points.iter().map(of);
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let (low, high) = ends(|point| point.1);
    let room = 0.08 * (high - low).max(high.abs() * 1e-3).max(1e-9);
    let low = if low >= 0.0 && low < 0.7 * high { 0.0 } else { low - room };
    Extent { years: ends(|point| point.0).1.ceil().max(1.0), low, high: high + room }
}

/// Digits after the point that labels a `step` apart need.
fn digits(step: f64) -> usize {
    (-step.log10().floor()).clamp(0.0, 6.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plots::lines::Series;

    fn line(arm: &str, slope: f64) -> Line {
        let series = Series { measure: "fear".into(), right: String::new(), unit: "share".into() };
        let points = (0..104).map(|week| (week, slope * week as f64, 0.0)).collect();
        Line { arm: arm.into(), series, points }
    }

    #[test]
    fn a_figure_has_a_ground_and_a_panel_for_each_arm() {
        let lines = [line("first", 0.001), line("second", 0.002)];
        let none = line(ORDINARY, 0.0);
        let svg = figure("fear", "share", Some(&none), &[&lines[0], &lines[1]]).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("#FFFFFF"), "{svg}");
        assert!(["first", "second", "fear"].iter().all(|word| svg.contains(word)), "{svg}");
        assert!(svg.matches("<polyline").count() >= 4, "{svg}");
    }
}
