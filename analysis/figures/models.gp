# How near models of the other come to what it wants, over time. Blocks of NAME.dat, one per model in
# each panel: time; mean low high while half of the talks go on; mean throughout.
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * MODELS + (k - 1)
colour_of(k) = (NULL_MODEL[k] ? GREY : tone(k))
nulls = ''; do for [k = 1:MODELS] { if (NULL_MODEL[k]) { nulls = nulls . sprintf('%d ', k) } }
listen = ''; do for [k = 1:MODELS] { if (!NULL_MODEL[k]) { listen = listen . sprintf('%d ', k) } }
set xrange [0:1]; set yrange [LOW:1]
set xtics 0.5; set ytics 0.2; set format x '%.1f'; set format y '%.1f'

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 20. / COLS
    set xlabel 'time'
    unset grid
    do for [k = 1:MODELS] { set label k sprintf('%s %s', substr(MODEL[k], 1, 1), MODEL[k]) at graph 1.02, graph 1 - 0.1 * k left }
    plot for [k = 1:MODELS] FILE index block(1, k) using 1:5 with points pt substr(MODEL[k], 1, 1)
} else {
    set multiplot
    set label 904 fit('rank correlation with what ' . ROLE . ' wants, ρ', '', 1, H - TOP) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit('share of the time until the deadline', '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        set format y (c == 1 ? '%.1f' : ''); set format x (i + COLUMNS > TILES ? '%.1f' : '')
        set label 1 fit(COLUMN[i], ':Bold', 0.9, width) at screen X(left), screen Y(top - 14) left tc rgb INK
        if (c == COLUMNS || i == TILES) { do for [k = 1:MODELS] { set label 10 + k sprintf('{/*0.9 %s}', MODEL[k]) at first 1, first END[(r - 1) * MODELS + k] left offset char 0.8, 0 tc rgb inked(colour_of(k)) } }
        plot 0 with lines lw 1 lc rgb AXIS, \
             for [k = 1:MODELS] FILE index block(i, k) using 1:3:4 with filledcurves fs transparent solid BAND_MEAN noborder lc rgb colour_of(k), \
             for [n = 1:words(nulls)] FILE index block(i, nth(nulls, n)) using 1:5 with lines lw 1.4 dt (8, 4) lc rgb GREY, \
             for [n = 1:words(listen)] FILE index block(i, nth(listen, n)) using 1:5 with lines lw 0.8 lc rgb tone(n), \
             for [n = 1:words(listen)] FILE index block(i, nth(listen, n)) using 1:2 with lines lw 2.2 lc rgb tone(n)
        unset label
    }
    unset multiplot
}
