# When talks end in a deal: a histogram per panel, and how many end in none. Blocks of NAME.dat, two
# per panel: deals (middle share blind_twin), none (0 share blind_twin).
FILE = DIR . NAME . '.dat'
block(i, k) = (i - 1) * 2 + (k - 1)
named(factor, level) = (strlen(factor) && strlen(level) ? factor . ': ' . level : level)
TEN = FULL / 20.
set xrange [0:FULL * 1.26]; set yrange [0:HIGHEST * 1.08]
AXIS_NAME = (ROUNDS ? 'round of the deal' : 'time of the deal, part of what there is until the deadline')

if (TERM eq 'txt') {
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    set tmargin at screen 1 - (HEADS + 1.) / LINES; set bmargin at screen 3. / LINES
    set lmargin at screen 8. / COLS; set rmargin at screen 1 - 8. / COLS
    unset grid
    set xlabel AXIS_NAME
    set xtics FULL / 5.; set xtics add ('none' FULL * 1.17)
    plot FILE index block(1, 1) using 1:2 with impulses lt 1, FILE index block(1, 2) using (FULL * 1.17):2 with impulses lt 1
} else {
    set multiplot
    set label 904 fit('share of all sessions', '', 1, H - TOP) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit(AXIS_NAME, '', 1, W - LEFT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    set boxwidth TEN * 0.9; set style fill solid 1 noborder
    set xtics ('' 0)
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        set ytics step_of(0, 2.5 * HIGHEST); set format y (c == 1 ? '%h' : '')
        name = (WRAPPED ? named(ACROSS, COLUMN[i]) : named(ACROSS, COLUMN[c]) . (strlen(ROW[r]) ? ' · ' . named(DOWN, ROW[r]) : ''))
        if (strlen(name)) { set label 1 fit(name, ':Bold', 0.9, width) at screen X(left), screen Y(top - 26) left tc rgb INK }
        set label 2 fit(COUNT[i], '', 0.75, width) at screen X(left), screen Y(top - 11) left tc rgb SOFT
        foot = (i + COLUMNS > TILES)
        if (ROUNDS) { set xtics step_of(0, 2.5 * FULL); set format x (foot ? '%h' : '') } else { set xtics ((foot ? '0' : '') 0, (foot ? '0.5' : '') 0.5, (foot ? '1' : '') 1) }
        if (foot) { set label 3 '{/*0.75 none}' at first FULL * 1.17, screen Y(top + height + 13) center tc rgb SOFT }
        outline = (TWIN[i] ? '0' : '')
        plot FILE index block(i, 1) using 1:2 with boxes fc rgb SKY, \
             FILE index block(i, 1) every ::19 using 1:2 with boxes fc rgb BLUE, \
             FILE index block(i, 2) using (FULL * 1.17):2 with boxes fc rgb GREY, \
             for [k = 1:words(outline)] FILE index block(i, 1) using 1:3 with histeps lw 1.2 lc rgb INK, \
             for [k = 1:words(outline)] FILE index block(i, 2) using (FULL * 1.17):3:(TEN) with boxes fs empty border lc rgb INK lw 1.2
        unset label
    }
    unset multiplot
}
