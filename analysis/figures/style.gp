# House style. Sizes and weights only by enhanced text, labels at screen positions instead of
# titles: what looks the same in SVG, PNG and PDF. W and H count units of ZOOM pixels: templates
# know units only, but for marks, whose size in SVG is theirs to multiply by PS.
if (!exists('TERM')) { TERM = 'svg' }
if (!exists('THEME')) { THEME = 'light' }
if (!exists('ZOOM')) { ZOOM = 1 }
if (!exists('WIDE')) { WIDE = 1 }
set encoding utf8
# Data and pictures are beside the script, wherever it is run from.
if (!exists('DIR')) { DIR = ''; do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { DIR = ARG0[1:i] } } }
if (!exists('OUT')) { OUT = DIR . NAME . '.' . TERM }
stats DIR . NAME . '.dat' using 0 nooutput
if (!exists('STATS_records')) { exit error DIR . NAME . '.dat is not there: it belongs beside ' . NAME . '.gp' }

# Themes. Colours by Okabe & Ito, safe for the common colour-vision deficiencies; print is all greys.
# PAPER lies under everything, BLACK is its opposite; RAMP goes from weak to strong; FILLED: how
# much of a colour is left in an area (BAND_...: of a confidence band); WEIGHT: of lines.
BLACK = '#000000'; PAPER = '#FFFFFF'; INK = '#22262B'; SOFT = '#6B7077'; GREY = '#8A8F98'; FAINT = '#DFE2E6'; AXIS = '#9AA0A8'
BLUE = '#0072B2'; SKY = '#56B4E9'; GREEN = '#009E73'; ORANGE = '#E69F00'; VERMILION = '#D55E00'; PURPLE = '#CC79A7'
DOT = '#C9CDD2'; ZONE = '#EEF6F2'; ZONE_END = '#D9EEE4'; FILLED = 0.8; BAND_ALL = 0.10; BAND_MEAN = 0.35
array RAMP_COLOUR[5] = [0x0072B2, 0x56B4E9, 0x7A7F87, 0xE69F00, 0xD55E00]
WEIGHT = 1
if (THEME eq 'dark') {
    BLACK = '#FFFFFF'; PAPER = '#14171C'; INK = '#E6E8EB'; SOFT = '#AEB4BC'; GREY = '#8A919B'; FAINT = '#2B3037'; AXIS = '#626A74'
    BLUE = '#4AA8E8'; SKY = '#9AD4F5'; GREEN = '#2CC79A'; ORANGE = '#F0B030'; VERMILION = '#F47B3C'; PURPLE = '#E09CC4'
    DOT = '#4A515A'; ZONE = '#1B2A27'; ZONE_END = '#203A33'; FILLED = 1
    RAMP_COLOUR[1] = 0x4AA8E8; RAMP_COLOUR[2] = 0x9AD4F5; RAMP_COLOUR[3] = 0xB4B9C1; RAMP_COLOUR[4] = 0xF0B030; RAMP_COLOUR[5] = 0xF47B3C
}
if (THEME eq 'print') {
    INK = '#000000'; SOFT = '#404040'; GREY = '#707070'; FAINT = '#E4E4E4'; AXIS = '#808080'
    BLUE = '#000000'; SKY = '#DCDCDC'; GREEN = '#A0A0A0'; ORANGE = '#B4B4B4'; VERMILION = '#6E6E6E'; PURPLE = '#8C8C8C'
    DOT = '#C8C8C8'; ZONE = '#F2F2F2'; ZONE_END = '#E6E6E6'; FILLED = 1; BAND_ALL = 0.06; BAND_MEAN = 0.25
    RAMP_COLOUR[1] = 0xA8A8A8; RAMP_COLOUR[2] = 0x868686; RAMP_COLOUR[3] = 0x606060; RAMP_COLOUR[4] = 0x383838; RAMP_COLOUR[5] = 0x000000
    WEIGHT = 0.75
}
if (THEME eq 'projector') {
    INK = '#000000'; SOFT = '#33383E'; GREY = '#555B63'; FAINT = '#D4D8DD'; AXIS = '#555B63'
    BLUE = '#00619A'; ORANGE = '#D18F00'; VERMILION = '#C24F00'; GREEN = '#00845F'; PURPLE = '#BC5E92'
    DOT = '#B4B9C0'; ZONE = '#E3F2EA'; ZONE_END = '#C9E6D8'
    RAMP_COLOUR[1] = 0x00619A; RAMP_COLOUR[2] = 0x56B4E9; RAMP_COLOUR[3] = 0x62676F; RAMP_COLOUR[4] = 0xD18F00; RAMP_COLOUR[5] = 0xC24F00
    WEIGHT = 1.4
}
# A place 0..1 on the ramp; series 1, 2, ... of equal rank, 0 = set back.
part(c, shift) = (c >> shift) & 255
blend(a, b, t, shift) = int(part(a, shift) * (1 - t) + part(b, shift) * t)
blended(a, b, t) = sprintf('#%02X%02X%02X', blend(a, b, t, 16), blend(a, b, t, 8), blend(a, b, t, 0))
ramp(at) = (at >= 1 ? blended(RAMP_COLOUR[5], RAMP_COLOUR[5], 0) : blended(RAMP_COLOUR[1 + int(4 * at)], RAMP_COLOUR[2 + int(4 * at)], 4 * at - int(4 * at)))
tone(i) = (i == 1 ? BLUE : i == 2 ? VERMILION : i == 3 ? GREEN : i == 4 ? PURPLE : i == 5 ? ORANGE : i == 6 ? SKY : SOFT)

# Of words in the colour of what they name: light greys cannot be read in print.
inked(colour) = (THEME eq 'print' ? INK : colour)
PS = (TERM eq 'svg' ? ZOOM : 1)
ID = ''; do for [i = 1:strlen(NAME)] { ID = ID . (NAME[i:i] eq '-' ? '_' : NAME[i:i]) }
small(s) = '{/*0.85 ' . s . '}'
if (TERM eq 'svg') { set terminal svg size int(W * ZOOM + 0.5), int(H * ZOOM + 0.5) font sprintf('sans-serif,%.4g', 12 * ZOOM) linewidth WEIGHT * ZOOM enhanced background rgb PAPER name ID }
if (TERM eq 'png') { set terminal pngcairo size 2 * int(W * ZOOM + 0.5), 2 * int(H * ZOOM + 0.5) fontscale 2 * ZOOM linewidth 2 * WEIGHT * ZOOM pointscale 2 * ZOOM font 'sans-serif,9' enhanced background rgb PAPER }
if (TERM eq 'pdf') { set terminal pdfcairo size W * ZOOM / 100. * 1in, H * ZOOM / 100. * 1in fontscale ZOOM linewidth WEIGHT * ZOOM pointscale ZOOM font 'sans-serif,9' enhanced background rgb PAPER }
if (TERM eq 'txt') { set terminal dumb size COLS, LINES enhanced mono aspect 1; small(s) = s }
set output OUT
set datafile missing '?'
# Number k of a list of numbers; where there are not so many the clause of a plot is read all the same.
nth(list, k) = (k <= words(list) ? int(word(list, k)) : 1)
# On an axis of amounts thousands stand apart, as everywhere in words; step_of: from tic to tic.
grouped(x) = (abs(x) < 1000 ? sprintf('%d', int(x)) : grouped(int(x / 1000)) . ' ' . sprintf('%03d', abs(int(x)) % 1000))
is_large(lo, hi) = (abs(lo) >= 1000 || abs(hi) >= 1000)
ten_below(x) = 10 ** floor(log10(x))
rounded_up(x, ten) = ten * (x < 1.5 * ten ? 1 : x < 3.5 * ten ? 2 : x < 7.5 * ten ? 5 : 10)
step_of(lo, hi) = rounded_up((hi - lo) / 8., ten_below((hi - lo) / 8.))
# Under words that stand on lines.
set style textbox 1 opaque noborder fillcolor rgb PAPER margins 0.2, 0.2
set border 3 lc rgb AXIS lw 1
set tics out nomirror scale 0.6 textcolor rgb INK
set xlabel textcolor rgb INK; set ylabel textcolor rgb INK; set title textcolor rgb INK
set grid back lt 1 lc rgb FAINT lw 0.7, lt 1 lc rgb FAINT lw 0.7
set key off
# Text that must fit into so many units: smaller where it is too long for them.
sign = 7.6 * WIDE
fit_size(s, size, px) = (strlen(s) * sign * size > px ? px / (strlen(s) * sign) : size)
fit(s, style, size, px) = sprintf('{/%s*%.3f %s}', style, fit_size(s, size, px), s)
X(px) = px / (1. * W)
Y(px) = 1 - px / (1. * H)
# What is written above a picture, wrapped to its width (plot_headings): labels 701 and on.
if (TERM ne 'txt' && exists('TITLES_N')) {
    do for [i = 1:TITLES_N] { set label 700 + i sprintf('{/:Bold*%.3f %s}', 1.35 * HEADS_SCALE, TITLES[i]) at screen X(20), screen Y(TITLES_AT + TITLES_STEP * (i - 1)) left tc rgb INK }
    do for [i = 1:SUBTITLES_N] { set label 750 + i sprintf('{/*%.3f %s}', 0.85 * HEADS_SCALE, SUBTITLES[i]) at screen X(20), screen Y(SUBTITLES_AT + SUBTITLES_STEP * (i - 1)) left tc rgb SOFT }
}
