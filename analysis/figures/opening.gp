# Opening against gain, a panel per combination of factors; below each, on a line of their own, the
# sessions without a deal. Blocks of NAME.dat, per panel: deals that the focus opened, deals that
# another opened, no deal (opening gain level), then two lines: the focus', its blind twin's.
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * 5 + (k - 1)
set xrange [XLOW:XHIGH]; set yrange [YLOW:YHIGH]
set xtics XSTEP; set ytics YSTEP; set format x '%.1f'; set format y '%.1f'
named(factor, level) = (strlen(factor) && strlen(level) ? factor . ': ' . level : level)

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 20. / COLS
    set yrange [YLOW - 0.09 * (YHIGH - YLOW):YHIGH]; set xlabel 'opening demand of ' . ROLE . ', ' . UNIT
    unset grid
    set label 1 'o opened itself' at graph 1.02, graph 0.9 left
    set label 2 '+ opened second' at graph 1.02, graph 0.8 left
    set label 3 'x no deal' at graph 1.02, first YLOW - 0.06 * (YHIGH - YLOW) left
    plot FILE index block(1, 1) using 1:2 with points pt 'o', FILE index block(1, 2) using 1:2 with points pt '+', \
         FILE index block(1, 3) using 1:(YLOW - 0.06 * (YHIGH - YLOW)) with points pt 'x', FILE index block(1, 4) using 1:2 with lines lt 0
} else {
    STRIP = 22
    array COLOUR[LEVELS]; do for [l = 1:LEVELS] { COLOUR[l] = (LEVELS > 1 ? ramp(RAMP[l]) : tone(1)) }
    rgb(l) = int('0x' . substr(COLOUR[int(l) + 1], 2, 7))
    set multiplot
    set label 901 fit(TITLE, ':Bold', 1.35, W - 40) at screen X(20), screen Y(26) left tc rgb INK
    set label 902 fit(SUBTITLE, '', 0.85, W - 40) at screen X(20), screen Y(50) left tc rgb SOFT
    set label 903 fit(LEGEND, '', 0.85, W - 40) at screen X(20), screen Y(67) left tc rgb SOFT
    set label 904 fit('gain of ' . ROLE . ', ' . UNIT, '', 1, H - TOP) at screen X(14), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit('opening demand of ' . ROLE . ', ' . UNIT, '', 1, W - LEFT) at screen 0.5 * (X(LEFT) + 1 - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    # the levels, by name in their colours
    if (LEVELS > 1) {
        at = 20.
        all = 0.
        do for [l = 1:LEVELS] { all = all + 22 + 6.9 * strlen(LEVEL[l]) }
        do for [l = 1:LEVELS] {
            room = (22 + 6.9 * strlen(LEVEL[l])) * (all > W - 40 ? (W - 40) / all : 1)
            set label 910 + l fit(LEVEL[l], ':Bold', 0.85, room - 10) at screen X(at), screen Y(88) left tc rgb COLOUR[l]
            at = at + room
        }
    }
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height - STRIP)
        set border 3; set yrange [YLOW:YHIGH]; set ytics YSTEP; set format y (c == 1 ? '%.1f' : ''); set xtics XSTEP; set format x ''
        name = (WRAPPED ? named(ACROSS, COLUMN[i]) : named(ACROSS, COLUMN[c]) . (strlen(ROW[r]) ? ' · ' . ROW[r] : ''))
        if (strlen(name)) { set label 1 fit(name, ':Bold', 0.95, width) at screen X(left), screen Y(top - 39) left tc rgb INK }
        set label 2 fit(SEEN[i], '', 0.8, width) at screen X(left), screen Y(top - 24) left tc rgb INK
        set label 5 fit(COUNT[i], '', 0.75, width) at screen X(left), screen Y(top - 10) left tc rgb SOFT
        if (strlen(BLIND[i])) { set label 3 fit(BLIND[i], '', 0.75, 0.9 * width) at graph 0.98, graph 0.05 right front tc rgb SOFT }
        plot FILE index block(i, 2) using 1:2:(rgb($3)) with points pt 8 ps 0.45 * PS lw 0.7 lc rgb variable, \
             FILE index block(i, 1) using 1:2:(rgb($3)) with points pt 6 ps 0.45 * PS lw 0.7 lc rgb variable, \
             FILE index block(i, 5) using 1:2 with lines lw 1.6 dt (5, 4) lc rgb SOFT, \
             FILE index block(i, 4) using 1:2 with lines lw 3.6 lc rgb PAPER, \
             FILE index block(i, 4) using 1:2 with lines lw 2 lc rgb INK
        unset label

        # sessions without a deal
        set tmargin at screen Y(top + height - STRIP + 6); set bmargin at screen Y(top + height)
        set border 1; set yrange [0:1]; set ytics ('' 2); set format x (i + COLUMNS > TILES ? '%.1f' : '')
        if (i == 1) { set label 4 '{/*0.75 no deal}' at screen X(left - 6), graph 0.5 right tc rgb SOFT }
        plot FILE index block(i, 3) using 1:(0.5):(rgb($3)) with points pt 2 ps 0.4 * PS lw 0.7 lc rgb variable
        unset label
    }
    unset multiplot
}
