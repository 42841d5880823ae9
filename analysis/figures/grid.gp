# Small multiples of demands against time; below each the share of talks that are still live. Blocks
# of NAME.dat: tile by tile, LINES_EACH lines (time mean ci_low ci_high q10 q90 carried live), then
# the deals (time share time_low time_high share_low share_high ? part).
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * (LINES_EACH + 1) + (k - 1)
set xrange [0:100]; set yrange [YLOW:YHIGH]
named(factor, level) = (strlen(factor) && strlen(level) ? factor . ': ' . level : level)

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 27. / COLS
    set ytics YSTEP; set format y '%.1f'
    set xtics 20; set format x '%.0f'; set xlabel 'share of the time until the deadline, %'
    unset grid
    do for [k = 1:LINES_EACH] { set label k sprintf('%d ', k) . LINE_TXT[k] at graph 1.03, first LABEL_Y[k] left }
    set label 20 '* mean deal' at graph 1.03, graph 0.5 left
    plot for [k = 1:LINES_EACH] FILE index block(1, k) using ($1 * 100):7 with points pt '.', \
         for [k = 1:LINES_EACH] FILE index block(1, k) using ($1 * 100):2 with points pt sprintf('%d', k), \
         FILE index block(1, LINES_EACH + 1) using ($1 * 100):2 with points pt '*'
} else {
    STRIP = 16
    set multiplot
    set label 901 fit(TITLE, ':Bold', 1.35, W - 40) at screen X(20), screen Y(26) left tc rgb INK
    set label 902 fit(SUBTITLE, '', 0.85, W - 40) at screen X(20), screen Y(50) left tc rgb SOFT
    set label 903 fit(LEGEND, '', 0.85, W - 40) at screen X(20), screen Y(67) left tc rgb SOFT
    set label 904 fit(UNIT, '', 1, H - TOP) at screen X(14), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 'share of the time until the deadline, %' at screen 0.5 * (X(LEFT) + 1 - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)

        # demands
        set tmargin at screen Y(top); set bmargin at screen Y(top + height - STRIP)
        set border 3; set yrange [YLOW:YHIGH]; set ytics YSTEP; set xtics 50; set format x ''
        set format y (c == 1 ? '%.1f' : '')
        if (WRAPPED && strlen(COLUMN[i])) { set label 1 fit(named(ACROSS, COLUMN[i]), ':Bold', 0.85, width) at screen X(left), screen Y(top - 9) left tc rgb INK }
        if (!WRAPPED && r == 1) { set label 1 fit(named((c == 1 ? ACROSS : ''), COLUMN[c]), ':Bold', 0.85, width) at screen X(left), screen Y(top - 28) left tc rgb INK }
        if (!WRAPPED && c == 1) { set label 2 fit(named(DOWN, ROW[r]), '', 0.85, W - LEFT - RIGHT) at screen X(left), screen Y(top - 9) left tc rgb SOFT }
        if (DEALS[i] < 0.9995) { set label 3 sprintf('{/*0.75 %.0f %% deals}', 100 * DEALS[i]) at screen X(left + width - 5), screen Y(top + height - STRIP - 9) right front tc rgb SOFT boxed bs 1 }
        if (c == COLUMNS || i == TILES) { do for [k = 1:LINES_EACH] {
            set label 10 + k fit(LINE[k], ':Bold', 0.85, RIGHT - 10) at screen X(left + width + 6), first LABEL_Y[(r - 1) * LINES_EACH + k] left tc rgb tone(k)
        } }
        plot for [k = 1:LINES_EACH] FILE index block(i, k) using ($1 * 100):5:6 with filledcurves fc rgb tone(k) fs transparent solid 0.16 noborder, \
             for [k = 1:LINES_EACH] FILE index block(i, k) using ($1 * 100):3:4 with filledcurves fc rgb tone(k) fs transparent solid 0.35 noborder, \
             for [k = 1:LINES_EACH] FILE index block(i, k) using ($1 * 100):7 with lines lw 0.8 lc rgb tone(k), \
             for [k = 1:LINES_EACH] FILE index block(i, k) using ($1 * 100):2 with lines lw 2 lc rgb tone(k), \
             for [k = 1:(DOTS ? LINES_EACH : 0)] FILE index block(i, k) using ($1 * 100):2 with points pt 7 ps 0.6 * PS lc rgb tone(k), \
             FILE index block(i, LINES_EACH + 1) using ($1 * 100):2:($3 * 100):($4 * 100):5:6 with xyerrorbars pt 13 ps 0.01 lw 1 lc rgb INK, \
             FILE index block(i, LINES_EACH + 1) using ($1 * 100):2 with points pt 13 ps (TERM eq 'svg' ? 0.65 : 1) * PS lc rgb INK
        unset label

        # how many still talk
        set tmargin at screen Y(top + height - STRIP + 5); set bmargin at screen Y(top + height)
        set border 1; set yrange [0:1]; set ytics ('' 2)
        if (i + COLUMNS > TILES) { set xtics ('0' 0, '50' 50, (c == COLUMNS || i == TILES || width > 260 ? '100' : '') 100) }
        plot FILE index block(i, 1) using ($1 * 100):8 with filledcurves y1=0 fc rgb DOT fs solid noborder
    }
    unset multiplot
}
