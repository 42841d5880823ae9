# Concessions around an event. Blocks of NAME.dat, two per panel: own, the others' (rounds after the
# event, difference, low, high).
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * 2 + (k - 1)
set xrange [-REACH - 0.5:REACH + 0.5]; set yrange [YLOW:YHIGH]
set ytics step_of(1.5 * YLOW, 1.5 * YHIGH); set xtics ('0' 0)
do for [k = 1:REACH] { set xtics add (sprintf('−%d', k) -k, sprintf('+%d', k) k) }

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 10. / COLS; set rmargin at screen 1 - 20. / COLS
    set xlabel 'rounds after the event'
    unset grid
    set label 1 'o own concession' at graph 1.02, graph 0.9 left
    set label 2 '+ the others''' at graph 1.02, graph 0.8 left
    own = (HAS_OWN[1] ? '0' : ''); others = (HAS_OTHERS[1] ? '0' : '')
    plot 0 with points pt '.', for [k = 1:words(others)] FILE index block(1, 2) using 1:2 with points pt '+', \
         for [k = 1:words(own)] FILE index block(1, 1) using 1:2 with points pt 'o'
} else {
    set multiplot
    set label 904 fit('concession per round, difference in shares of the pie', '', 1, H - TOP) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit('rounds after the event', '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    set object 1 rectangle from first -REACH - 0.5, graph 0 to first -0.5, graph 1 behind fc rgb ZONE fs solid noborder
    set arrow 1 from first -0.5, graph 0 to first -0.5, graph 1 nohead back lw 1 dt (4, 3) lc rgb AXIS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        set format y (c == 1 ? '%h' : '');
        set label 1 fit(COLUMN[i], ':Bold', 0.9, width) at screen X(left), screen Y(top - 26) left tc rgb INK
        set label 2 fit(NOTE[i], '', 0.75, width) at screen X(left), screen Y(top - 11) left tc rgb SOFT
        own = (HAS_OWN[i] ? '0' : ''); others = (HAS_OTHERS[i] ? '0' : '')
        plot 0 with lines lw 1 lc rgb AXIS, \
             for [k = 1:words(others)] FILE index block(i, 2) using 1:3:4 with filledcurves fc rgb VERMILION fs transparent solid 0.14 noborder, \
             for [k = 1:words(own)] FILE index block(i, 1) using 1:3:4 with filledcurves fc rgb BLUE fs transparent solid 0.2 noborder, \
             for [k = 1:words(others)] FILE index block(i, 2) using 1:2 with linespoints pt 4 ps 0.6 * PS lw 1.2 dt (6, 3) lc rgb VERMILION, \
             for [k = 1:words(own)] FILE index block(i, 1) using 1:2 with linespoints pt 7 ps 0.6 * PS lw 1.6 lc rgb BLUE
        unset label
    }
    unset multiplot
}
