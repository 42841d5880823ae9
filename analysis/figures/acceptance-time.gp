# When acceptance conditions would have accepted, and what it would have brought. Blocks of NAME.dat, one per
# panel: time from to; utility from to; 1 = hollow.
FILE = DIR . NAME . '.dat'
first_of(i) = (i == 1 ? 0 : first_of(i - 1) + POINTS[i - 1])
set xrange [0:1]; set yrange [LOW:HIGH]
set xtics 0.2; set format x '%.1f'; set format y '%.2f'

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 24. / COLS
    set xlabel 'time of acceptance'
    unset grid
    do for [k = 1:int(POINTS[1])] { set label k sprintf('%c %s', 96 + k, LABEL[k]) at graph 1.02, graph 1 - 0.07 * k left; set label 100 + k sprintf('%c', 96 + k) at first POINT_X[k], first POINT_Y[k] center front }
    plot REALLY[1] with points pt '-'
} else {
    set multiplot
    set label 904 fit('what ' . ROLE . ' gets, ' . UNIT, '', 1, H - TOP) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit('time of acceptance, share of the time until the deadline', '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        set format y (c == 1 ? '%.2f' : ''); set format x (i + COLUMNS > TILES ? '%.1f' : '')
        set label 1 fit(COLUMN[i], ':Bold', 0.9, width) at screen X(left), screen Y(top - 14) left tc rgb INK
        begin = first_of(i)
        do for [k = 1:int(POINTS[i])] {
            set label 10 + k sprintf('{/*0.8 %s}', LABEL[begin + k]) at first LABEL_X[begin + k], first LABEL_Y[begin + k] left tc rgb SOFT
            if (LABEL_TIED[begin + k]) { set arrow k from first POINT_X[begin + k], first POINT_Y[begin + k] to first TIE_X[begin + k], first LABEL_Y[begin + k] nohead lw 0.6 lc rgb AXIS back }
        }
        plot REALLY[i] with lines lw 1.2 dt (8, 4) lc rgb GREY, \
             FILE index i - 1 using 1:4:2:3:5:6 with xyerrorbars pt -1 lw 1 lc rgb SKY, \
             FILE index i - 1 using 1:4 with points pt 7 ps 0.8 * PS lc rgb BLUE, \
             FILE index i - 1 using 1:($7 > 0 ? $4 : NaN) with points pt 7 ps 0.5 * PS lc rgb PAPER
        unset label; unset arrow
    }
    unset multiplot
}
