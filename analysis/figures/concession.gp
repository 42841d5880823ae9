# Own demand against time: rows and columns of panels, a line per level; below each panel the share
# of sessions that are still live. Blocks of NAME.dat: row by row, panel by panel, level by level:
# time mean ci_low ci_high q10 q90 carried live twin
FILE = DIR . NAME . '.dat'
block(r, c, l) = ((r - 1) * COLUMNS + (c - 1)) * LEVELS + (l - 1)
set xrange [0:100]
array COLOUR[LEVELS]; do for [l = 1:LEVELS] { COLOUR[l] = ramp(RAMP[l]) }

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 27. / COLS
    set yrange [YLOW_TXT:YHIGH_TXT]; set ytics YSTEP_TXT; set format y '%.1f'
    set xtics 20; set format x '%.0f'; set xlabel 'share of the time until the deadline, %'
    unset grid
    do for [l = 1:LEVELS] { if (LEVELS > 1) { set label l sprintf('%d ', l) . LEVEL_TXT[l] at graph 1.03, first LABEL_TXT[l] left } }
    plot for [l = 1:LEVELS] FILE index block(TXT_ROW, TXT_COLUMN, l) using ($1 * 100):7 with points pt '.', \
         for [l = 1:LEVELS] FILE index block(TXT_ROW, TXT_COLUMN, l) using ($1 * 100):2 with points pt sprintf('%d', l % 10)
} else {
    set multiplot
    set label 904 'demand of ' . ROLE . ', ' . UNIT at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 'share of the time until the deadline, %' at screen 0.5 * (X(LEFT) + 1 - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    do for [r = 1:ROWS] { do for [c = 1:COLUMNS] {
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)

        # demands
        set tmargin at screen Y(top); set bmargin at screen Y(top + height * (1 - STRIP))
        set border 3; set yrange [YLOW:YHIGH]; set ytics YSTEP; xstep = (width < 160 ? 50 : 20); set xtics xstep; set format x ''
        set format y (c == 1 ? '%.1f' : '')
        if (r == 1 && strlen(COLUMN[c])) { set label 1 fit(ACROSS . ': ' . COLUMN[c], ':Bold', 1, width) at graph 0, screen Y(TOP - 16) left tc rgb INK }
        if (strlen(ROW[r])) { set label 2 fit(ROW[r], ':Bold', 1, 0.9 * width) at graph 0.98, graph 0.93 right tc rgb SOFT }
        if (c == COLUMNS && LEVELS > 1) { do for [l = 1:LEVELS] {
            i = (r - 1) * LEVELS + l
            set label 10 + l fit(LEVEL[l], ':Bold', 0.85, RIGHT - 34) at screen X(left + width + 32), first LABEL_Y[i] left tc rgb COLOUR[l]
            set label 40 + l '' at screen X(left + width + 23), first LABEL_Y[i] point pt MARK[l] ps 0.8 * PS lc rgb COLOUR[l]
            if (LEADER_Y[i] == LEADER_Y[i]) { set arrow l from graph 1, first LEADER_Y[i] to screen X(left + width + 17), first LABEL_Y[i] nohead lw 0.7 lc rgb COLOUR[l] }
        } }
        plot for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):5:6 every 2 with filledcurves fc rgb COLOUR[l] fs transparent solid BAND_ALL noborder, \
             for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):3:4 with filledcurves fc rgb COLOUR[l] fs transparent solid BAND_MEAN noborder, \
             for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):9 with lines lw 0.9 dt (4, 3) lc rgb COLOUR[l], \
             for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):7 with lines lw 0.8 lc rgb COLOUR[l], \
             for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):2 with lines lw 2.2 lc rgb COLOUR[l], \
             for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):2 every EVERY::l with points pt MARK[l] ps 0.6 * PS lc rgb COLOUR[l]
        unset label; unset arrow

        # how many still talk
        set tmargin at screen Y(top + height * (1 - STRIP) + 16); set bmargin at screen Y(top + height)
        set yrange [0:1]; set ytics ('' 0, '' 0.5, '' 1)
        if (c == 1) { set ytics ('0' 0, '' 0.5, '1' 1) }
        if (r == ROWS) { set format x '%.0f' }
        if (c == 1 && r == 1) { set label 3 small('share of talks still live') at graph 0.03, graph 0.25 left front tc rgb GREY boxed bs 1 }
        plot for [l = 1:LEVELS] FILE index block(r, c, l) using ($1 * 100):8 with lines lw 1.2 lc rgb COLOUR[l]
        unset label
    } }
    unset multiplot
}
