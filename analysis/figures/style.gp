# House style. Sizes and weights only by enhanced text, labels at screen positions instead of
# titles: what looks the same in SVG, PNG and PDF.
if (!exists('TERM')) { TERM = 'svg' }
set encoding utf8
# Data and pictures are beside the script, wherever it is run from.
if (!exists('DIR')) { DIR = ''; do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq '/') { DIR = ARG0[1:i] } } }
if (!exists('OUT')) { OUT = DIR . NAME . '.' . TERM }
stats DIR . NAME . '.dat' using 0 nooutput
if (!exists('STATS_records')) { exit error DIR . NAME . '.dat is not there: it belongs beside ' . NAME . '.gp' }
BLACK = '#000000'; INK = '#22262B'; SOFT = '#6B7077'; GREY = '#8A8F98'; FAINT = '#DFE2E6'; AXIS = '#9AA0A8'
BLUE = '#0072B2'; SKY = '#56B4E9'; GREEN = '#009E73'; ORANGE = '#E69F00'; VERMILION = '#D55E00'; PURPLE = '#CC79A7'
small(s) = '{/*0.85 ' . s . '}'
if (TERM eq 'svg') { set terminal svg size W, H dynamic font 'sans-serif,12' enhanced background rgb 'white' name NAME }
if (TERM eq 'png') { set terminal pngcairo size 2 * W, 2 * H fontscale 2 linewidth 2 pointscale 2 font 'sans-serif,9' enhanced background rgb 'white' }
if (TERM eq 'pdf') { set terminal pdfcairo size W / 100. * 1in, H / 100. * 1in font 'sans-serif,9' enhanced background rgb 'white' }
if (TERM eq 'txt') { set terminal dumb size COLS, LINES enhanced mono aspect 1; small(s) = s }
set output OUT
set datafile missing '?'
set border 3 lc rgb AXIS lw 1
set tics out nomirror scale 0.6 textcolor rgb INK
set grid back lt 1 lc rgb FAINT lw 0.7, lt 1 lc rgb FAINT lw 0.7
set key off
# Text that must fit into so many pixels: smaller where it is too long for them.
fit_size(s, size, px) = (strlen(s) * 7.6 * size > px ? px / (strlen(s) * 7.6) : size)
fit(s, style, size, px) = sprintf('{/%s*%.3f %s}', style, fit_size(s, size, px), s)
X(px) = px / (1. * W)
Y(px) = 1 - px / (1. * H)
