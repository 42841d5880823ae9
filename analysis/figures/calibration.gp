# Share against leverage in bins. Blocks of NAME.dat, two per panel: the agent, its blind twin (phi
# share low high; phi and value over all sessions).
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * 2 + (k - 1)
set xrange [LOW:HIGH]; set yrange [LOW:HIGH]
set xtics STEP; set ytics STEP; set format x '%.1f'; set format y '%.1f'

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 20. / COLS
    set xlabel 'leverage of ' . ROLE . ' at the start'
    unset grid
    set label 1 '* the agent' at graph 1.02, graph 0.9 left
    set label 2 'b blind twin' at graph 1.02, graph 0.8 left
    set label 3 '. share = leverage' at graph 1.02, graph 0.7 left
    deals = (HAS_DEALS[1] ? '0' : ''); twin = (HAS_TWIN[1] ? '0' : '')
    plot x with points pt '.', for [k = 1:words(twin)] FILE index block(1, 2) using 1:2 with points pt 'b', \
         for [k = 1:words(deals)] FILE index block(1, 1) using 1:2 with points pt '*'
} else {
    set multiplot
    set label 904 fit('what ' . ROLE . ' gets, ' . UNIT, '', 1, H - TOP) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit('leverage of ' . ROLE . ' at the start, φ', '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        set format y (c == 1 ? '%.1f' : ''); set format x (i + COLUMNS > TILES ? '%.1f' : '')
        set label 1 fit(COLUMN[i], ':Bold', 0.9, width) at screen X(left), screen Y(top - 26) left tc rgb INK
        set label 2 fit(SLOPE[i], '', 0.75, width) at screen X(left), screen Y(top - 11) left tc rgb SOFT
        deals = (HAS_DEALS[i] ? '0' : ''); twin = (HAS_TWIN[i] ? '0' : ''); all = (HAS_IMPASSES[i] ? '0' : '')
        plot x with lines lw 1.4 dt (8, 4) lc rgb GREY, \
             for [k = 1:words(twin)] FILE index block(i, 2) using 1:2 with linespoints pt 6 ps 0.6 * PS lw 1 lc rgb GREY, \
             for [k = 1:words(all)] FILE index block(i, 1) using 5:6 with points pt 6 ps 0.8 * PS lw 1.2 lc rgb VERMILION, \
             for [k = 1:words(deals)] FILE index block(i, 1) using 1:2 with lines lw 1.4 lc rgb BLUE, \
             for [k = 1:words(deals)] FILE index block(i, 1) using 1:2:3:4 with yerrorbars pt 7 ps 0.7 * PS lw 1.2 lc rgb BLUE
        unset label
    }
    unset multiplot
}
