# A factor's effect on measures: a row of panels per measure, below them the share of deals. Blocks of
# NAME.dat, from 1, are listed by panel: LINES_OF (x mean low high; in the last row of panels x deals), TWINS_OF
# (x mean), THEORY_OF (x y).
FILE = DIR . NAME . '.dat'
set dashtype 1 (8, 4); set dashtype 2 (2, 3); set dashtype 3 (10, 3, 2, 3); set dashtype 4 (4, 2)
colour_of(s) = (s > 0 ? tone(TONE[int(s)]) : INK)
set xrange [XLOW:XHIGH]
B = |BLOCK_SERIES|
array COLOUR[B]; array MARKS[B]; array DASH[B]
do for [k = 1:B] { COLOUR[k] = colour_of(BLOCK_SERIES[k]); MARKS[k] = (BLOCK_SERIES[k] > 0 ? MARK[int(BLOCK_SERIES[k])] : 7); DASH[k] = 1 + (int(BLOCK_THEORY[k]) + 3) % 4 }

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 9. / COLS; set rmargin at screen 1 - 27. / COLS
    unset grid
    set yrange [YLOW[1]:YHIGH[1]]
    set xlabel OVER
    set xtics ('' XLOW)
    do for [i = 1:TICS] { if (strlen(TIC[i])) { set xtics add (TIC[i] TIC_AT[i]) } }
    do for [i = LABEL_FROM[1]:LABEL_TO[1]] {
        name = (LABEL_THEORY[i] ? '. ' . LABEL[i] : sprintf('%d ', LABEL_SERIES[i]) . (strlen(SERIES_TXT[int(LABEL_SERIES[i])]) ? SERIES_TXT[int(LABEL_SERIES[i])] : LABEL[i]))
        set label i name at graph 1.03, first LABEL_TXT[i] left
    }
    lines = LINES_OF[1]; theory = THEORY_OF[1]
    plot for [k = 1:words(theory)] FILE index nth(theory, k) - 1 using 1:2 with points pt '.', \
         for [k = 1:words(lines)] FILE index nth(lines, k) - 1 using 1:2 with points pt sprintf('%d', BLOCK_SERIES[nth(lines, k)]), NaN
} else {
    set multiplot
    set label 905 fit(OVER, '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(LABELS)), screen Y(H - 14) center tc rgb INK
    set format x ''
    set xtics ('' TIC_AT[1])
    do for [i = 2:TICS] { set xtics add ('' TIC_AT[i]) }
    do for [c = 1:COLUMNS] { do for [m = 1:ROWS + 1] {
        p = (m - 1) * COLUMNS + c
        left = LEFT + (c - 1) * (WIDTH + GAPX)
        top = TOP + (m - 1) * (HEIGHT + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + WIDTH)
        lines = LINES_OF[p]
        if (m <= ROWS) {
            set tmargin at screen Y(top); set bmargin at screen Y(top + HEIGHT)
            set border 3; set yrange [YLOW[m]:YHIGH[m]]; set ytics autofreq; set format y (c == 1 ? '%h' : '')
            if (m == 1 && strlen(COLUMN[c])) { set label 1 fit(ACROSS . ': ' . COLUMN[c], ':Bold', 0.95, WIDTH) at screen X(left), screen Y(top - 16) left tc rgb INK }
            if (c == 1) { set label 2 fit(MEASURE[m], '', 1, HEIGHT + GAPY - 6) at screen X(16), screen Y(top + 0.5 * HEIGHT) center rotate by 90 tc rgb INK }
            do for [b = 1:BANDS] { if (BAND_ROW[b] == m && BAND_COLUMN[b] == c) { set object b rectangle from first BAND_X1[b], first BAND_Y1[b] to first BAND_X2[b], first BAND_Y2[b] behind fc rgb ZONE_END fs solid noborder } }
            if (c == COLUMNS) { do for [i = LABEL_FROM[m]:LABEL_TO[m]] {
                colour = colour_of(LABEL_SERIES[i])
                if (LABEL_THEORY[i]) {
                    set label 10 + i fit(LABEL[i], '', 0.75, LABELS - 12) at screen X(left + WIDTH + 10), first LABEL_Y[i] left tc rgb inked(colour)
                } else {
                    set label 10 + i fit(LABEL[i], ':Bold', 0.85, LABELS - 30) at screen X(left + WIDTH + 24), first LABEL_Y[i] left tc rgb inked(colour)
                    set label 110 + i '' at screen X(left + WIDTH + 14), first LABEL_Y[i] point pt MARK[int(LABEL_SERIES[i])] ps 0.8 * PS lc rgb colour
                }
                if (LEADER_Y[i] == LEADER_Y[i]) { set arrow i from first LEADER_X[i], first LEADER_Y[i] to screen X(left + WIDTH + 7), first LABEL_Y[i] nohead back lw 0.6 lc rgb colour }
            } }
            twins = TWINS_OF[p]; theory = THEORY_OF[p]
            joined = (JOINED ? lines : '')
            plot for [k = 1:words(twins)] FILE index nth(twins, k) - 1 using 1:2 with linespoints lw 0.9 pt 0 lc rgb GREY, \
                 for [k = 1:words(joined)] FILE index nth(joined, k) - 1 using 1:2 with lines lw 1.6 lc rgb COLOUR[nth(joined, k)], \
                 for [k = 1:words(theory)] FILE index nth(theory, k) - 1 using 1:2 with lines lw 1.4 dt DASH[nth(theory, k)] lc rgb COLOUR[nth(theory, k)], \
                 for [k = 1:words(lines)] FILE index nth(lines, k) - 1 using 1:2:3:4 with yerrorbars pt MARKS[nth(lines, k)] ps 0.7 * PS lw 1.2 lc rgb COLOUR[nth(lines, k)], NaN
        } else {
            set tmargin at screen Y(top); set bmargin at screen Y(top + STRIP)
            set border 3; set yrange [-0.06:1.06]; set ytics ('' 0, '' 0.5, '' 1)
            if (c == 1) { set ytics ('0' 0, '' 0.5, '1' 1); set label 2 '{/*0.75 deals}' at screen X(16), screen Y(top + 0.5 * STRIP) center rotate by 90 tc rgb SOFT }
            do for [i = 1:TICS] { if (strlen(TIC[i])) { set label 200 + i fit(TIC[i], '', 0.85, TIC_ROOM) at first TIC_AT[i], screen Y(top + STRIP + 13) center tc rgb INK } }
            joined = (JOINED ? lines : '')
            plot for [k = 1:words(joined)] FILE index nth(joined, k) - 1 using 1:2 with lines lw 1.2 lc rgb COLOUR[nth(joined, k)], \
                 for [k = 1:words(lines)] FILE index nth(lines, k) - 1 using 1:2 with points pt MARKS[nth(lines, k)] ps 0.45 * PS lc rgb COLOUR[nth(lines, k)], NaN
        }
        unset label; unset arrow; unset object
    } }
    unset multiplot
}
