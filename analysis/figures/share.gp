# Share of the pie against leverage. Blocks of NAME.dat: panel by panel, first the lines (leverage
# share ci_low ci_high blind_twin), then theory (leverage phi nash outside_option, then the
# experiment's own). SERIES_OF, TWINS_OF, THEORY_OF: what has points in which panel.
FILE = DIR . NAME . '.dat'
block(c, s) = (c - 1) * (LINES_PER_PANEL + 1) + (s - 1)
set xrange [XLOW:XHIGH]; set yrange [YLOW:YHIGH]
set xtics STEP; set ytics STEP; set format x '%.1f'; set format y '%.1f'
N = LINES_PER_PANEL
set dashtype 1 (8, 4); set dashtype 2 (2, 3); set dashtype 3 (2, 3); set dashtype 4 (10, 3, 2, 3); set dashtype 5 (4, 2); set dashtype 6 (8, 3, 2, 3, 2, 3)
array COLOUR[N]; do for [s = 1:N] { COLOUR[s] = tone(TONE[s]) }

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
}
if (!DEFINED) {
    unset border; unset tics; unset grid
    plot [0:1] [0:1] 2
    exit
}
if (TERM eq 'txt') {
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 27. / COLS
    set xlabel 'leverage of ' . ROLE . ' at the start'
    unset grid
    do for [s = 1:N] { if (LABEL_TXT[s] == LABEL_TXT[s]) { set label s sprintf('%d ', s) . SERIES_TXT[s] at graph 1.03, first LABEL_TXT[s] left } }
    if (LABEL_TXT[N + 1] == LABEL_TXT[N + 1]) { set label N + 1 '. theory' at graph 1.03, first LABEL_TXT[N + 1] left }
    plot FILE index block(TXT_COLUMN, N + 1) using 1:2 with lines lt 0, \
         for [s = 1:N] FILE index block(TXT_COLUMN, s) using 1:2 with points pt sprintf('%d', s % 10)
} else {
    set multiplot
    set label 904 'share of the pie that ' . ROLE . ' gets' at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 'leverage of ' . ROLE . ' at the start, φ' at screen 0.5 * (X(LEFT) + 1), screen Y(H - 14) center tc rgb INK
    wide = (W - LEFT) / (1. * ACROSS_N)
    high = (H - TOP - BOTTOM - (DOWN_N - 1) * GAPY) / (1. * DOWN_N)
    do for [c = 1:COLUMNS] {
        left = LEFT + (c - 1) % ACROSS_N * wide
        top = TOP + int((c - 1) / ACROSS_N) * (high + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + wide - LABELS - 14)
        set tmargin at screen Y(top); set bmargin at screen Y(top + high)
        if (strlen(COLUMN[c])) { set label 1 fit(ACROSS . ': ' . COLUMN[c], ':Bold', 1, PANEL) at graph 0, screen Y(top - 16) left tc rgb INK }
        do for [s = 1:N + THEORIES] {
            i = (c - 1) * (N + THEORIES) + s
            y = LABEL_Y[i]
            if (y == y) {
                if (s <= N) {
                    set label 10 + s fit(SERIES[s], ':Bold', 0.85, LABELS - 24) at screen X(left + wide - LABELS + 20), first y left tc rgb COLOUR[s]
                    set label 40 + s '' at screen X(left + wide - LABELS + 10), first y point pt MARK[s] ps 0.8 * PS lc rgb COLOUR[s]
                } else {
                    set label 10 + s fit(THEORY[s - N], '', 0.75, LABELS - 8) at screen X(left + wide - LABELS + 6), first y left tc rgb GREY
                }
                if (LEADER_X[i] == LEADER_X[i]) { set arrow s from first LEADER_X[i], first LEADER_Y[i] to screen X(left + wide - LABELS + 2), first y nohead back lw 0.6 lc rgb (s <= N ? COLOUR[s] : GREY) }
            }
        }
        series = SERIES_OF[c]; twins = TWINS_OF[c]; theories = THEORY_OF[c]
        crosses = (LEVELS == 1 ? twins : ''); dashes = (LEVELS == 1 ? '' : twins)
        plot for [k = 1:words(theories)] FILE index block(c, N + 1) using 1:(column(nth(theories, k) + 1)) with lines lw (nth(theories, k) == 1 ? 2 : 1.2) dt nth(theories, k) lc rgb GREY, \
             for [k = 1:words(dashes)] FILE index block(c, nth(dashes, k)) using 1:5 with lines lw 1 dt (4, 3) lc rgb COLOUR[nth(dashes, k)], \
             for [k = 1:words(crosses)] FILE index block(c, nth(crosses, k)) using 1:5 with points pt 2 ps 1.2 * PS lc rgb COLOUR[nth(crosses, k)], \
             for [k = 1:words(series)] FILE index block(c, nth(series, k)) using 1:2 with lines lw 1.4 lc rgb COLOUR[nth(series, k)], \
             for [k = 1:words(series)] FILE index block(c, nth(series, k)) using 1:2:3:4 with yerrorbars pt MARK[nth(series, k)] ps 0.7 * PS lw 1.2 lc rgb COLOUR[nth(series, k)], \
             for [k = 1:words(series)] FILE index block(c, nth(series, k)) using 1:2 with points pt MARK[nth(series, k)] ps 0.7 * PS lw 1.2 lc rgb COLOUR[nth(series, k)]
        unset label; unset arrow
    }
    unset multiplot
}
